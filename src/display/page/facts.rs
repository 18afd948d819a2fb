//! Pieces that the pages are made of.

use super::markdown::{self, REL};
use super::markup::Markup;
use crate::display::clean;

/// The longest of each, in characters.
pub(super) const NAME: usize = 200;
pub(super) const DESCRIPTION: usize = 600;
pub(super) const ADDRESS: usize = 300;
pub(super) const NARRATIVE: usize = 4000;
pub(super) const COMMENT: usize = 800;

/// More rows of a table or list than this are only counted.
pub(super) const ROWS: usize = 24;

impl Markup {
    /// A text of others within a line, set apart so that it turns nothing around it.
    pub(super) fn bdi(&mut self, text: &str, most: usize) {
        self.bdi_in(None, text, most);
    }

    /// The same in a language of its own.
    pub(super) fn bdi_in(&mut self, language: Option<&str>, text: &str, most: usize) {
        self.raw("<bdi");
        if let Some(language) = language {
            self.attribute("lang", language);
        }
        self.raw(">");
        self.foreign(text, most);
        self.raw("</bdi>");
    }

    /// A text of others that is a link, if its address is one to the web and the text shows anything.
    pub(super) fn linked(&mut self, language: Option<&str>, text: &str, address: Option<&str>) {
        let url = address.and_then(clean::link);
        let before = self.len();
        if let Some(url) = &url {
            self.raw("<a");
            self.attribute("href", url.as_str());
            self.attribute("rel", REL);
            self.raw(">");
        }
        let inside = self.len();
        self.bdi_in(language, text, NAME);
        let Some(url) = url else { return };
        if self.is_blank_from(inside) {
            self.truncate(before);
            return self.linked(None, url.host_str().unwrap_or("-"), Some(url.as_str()));
        }
        self.raw("</a>");
    }

    /// Markdown of others.
    pub(super) fn markdown(&mut self, language: Option<&str>, text: &str, most: usize) {
        self.raw("<div class=\"text\"");
        if let Some(language) = language {
            self.attribute("lang", language);
        }
        self.raw(">");
        markdown::write(text, most, self);
        self.raw("</div>\n");
    }
}

/// Items of a list, as far as they fit; how many do not is returned.
pub(super) fn each<T>(items: &[T], most: usize, out: &mut Markup, mut write: impl FnMut(&T, &mut Markup)) -> usize {
    for (at, item) in items.iter().enumerate() {
        if at == most || !out.has_room() {
            return items.len() - at;
        }
        write(item, out);
    }
    0
}
