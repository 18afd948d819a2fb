//! Where people put their badges: LinkedIn, e-mails and files, and their own pages.
//!
//! Only of badges that are verified. The tags by which other places show a link to the [page](super::page) (Open Graph) are in
//! the page.

mod attachment;
mod embed;
mod linkedin;
#[cfg(test)]
mod tests;

use url::Url;

pub use attachment::Attachment;
pub use embed::Embed;
pub use linkedin::LinkedIn;

use super::clean;
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// An address that the caller gives.
pub(super) fn web_url(text: &str) -> Result<Url> {
    clean::link(text).ok_or_else(|| {
        let message = format!("{} is no http or https URL, or has a user in it", quoted(text));
        Error::input(Code::InputNotUrl, "", message)
    })
}
