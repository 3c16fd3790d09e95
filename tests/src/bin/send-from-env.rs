//! A program that is set up by environment variables alone: sends a message and prints its id. The tests run it,
//! since variables belong to a whole process.

use std::error::Error;

use wassist::Client;
use wassist::types::UnifiedWhatsappMessageInput;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let conversation = std::env::args()
        .nth(1)
        .ok_or("the conversation's id is missing")?;
    let client = Client::from_env().map_err(|error| error.to_string())?;
    let hello = UnifiedWhatsappMessageInput::new().text("Hello");
    let messages = client.conversations().messages();
    let message = messages.send(conversation, hello).await;
    println!("sent {}", message.map_err(|error| error.to_string())?.id);
    Ok(())
}
