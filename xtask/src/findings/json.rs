//! Findings for other tools: JSON Lines, in the shape of the generator's `Diagnostic`.

use generator::diagnostic::Report;

/// One object per line, in the order of the report.
pub(super) fn render(report: &Report) -> serde_json::Result<String> {
    let mut text = String::new();
    for diagnostic in report.diagnostics() {
        text.push_str(&serde_json::to_string(diagnostic)?);
        text.push('\n');
    }
    Ok(text)
}
