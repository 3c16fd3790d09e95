//! How much of the processor a thing takes, whatever else the machine does.

use std::fs::read_to_string;
use std::time::{Duration, Instant};

/// What a measurement has to take, since the system counts CPU time in ticks of some milliseconds.
const LEAST: Duration = Duration::from_millis(80);

/// The median CPU time that `run` takes, in milliseconds. Each of `samples` repeats it until it can be measured.
pub(crate) fn cpu(samples: usize, mut run: impl FnMut()) -> f64 {
    let mut sample = || {
        let start = now();
        let mut runs = 0;
        loop {
            run();
            runs += 1;
            let taken = now().saturating_sub(start);
            if taken >= LEAST {
                return taken.as_secs_f64() * 1000.0 / f64::from(runs);
            }
        }
    };
    let mut times: Vec<f64> = (0..samples.max(1)).map(|_| sample()).collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The time that this thread has run. Where the system does not tell, the time that has passed.
fn now() -> Duration {
    thread_local! {
        static START: Instant = Instant::now();
    }
    let schedule = read_to_string("/proc/thread-self/schedstat");
    let nanoseconds = schedule
        .ok()
        .and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.with(Instant::elapsed), Duration::from_nanos)
}

/// The most memory that the process has had, in megabytes; `None` where the system does not tell.
#[allow(dead_code, reason = "the test measures time alone")]
pub(crate) fn peak_memory() -> Option<u64> {
    let status = read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1024)
}
