//! Reads the crate's own JSON forms (frameworks, records): strict, and every fault in one go.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};

use super::{Kind, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::text;

/// Collects findings while a document is read.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    findings: Vec<Finding>,
    more: usize,
}

/// An object whose members are all known by name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Object<'d> {
    node: Node<'d>,
}

impl Reader {
    /// Keeps a finding; after the first thousand it is only counted.
    fn add(&mut self, finding: Finding) {
        const MOST: usize = 1_000;
        if self.findings.len() < MOST {
            self.findings.push(finding);
        } else {
            self.more += 1;
        }
    }

    /// Every finding, or nothing if there is none.
    pub(crate) fn finish(mut self) -> Result<()> {
        if let (Some(last), true) = (self.findings.last(), self.more > 0) {
            let message = format!("there are {} more faults of this or other kinds", self.more);
            self.findings.push(Finding::error(last.code(), "", message));
        }
        Error::unless_empty(ErrorKind::Input, self.findings)
    }

    /// "; did you mean `x`?", for the first faults only: each suggestion costs a comparison with all there is.
    pub(crate) fn hint<'c, I: IntoIterator<Item = &'c str>>(
        &self,
        wanted: &str,
        candidates: impl FnOnce() -> I,
    ) -> String {
        const MOST: usize = 20;
        if self.findings.len() < MOST { text::did_you_mean(wanted, candidates()) } else { String::new() }
    }

    pub(crate) fn report(&mut self, code: Code, node: Node<'_>, message: impl Into<String>) {
        let value = match node.as_str() {
            Some(text) => text,
            None => Cow::Borrowed(node.raw()),
        };
        self.add(Finding::error(code, node.pointer(), message).with_value(&value));
    }

    /// A finding about an object as a whole, which is too long to show.
    pub(crate) fn report_object(&mut self, code: Code, node: Node<'_>, message: &str) {
        self.add(Finding::error(code, node.pointer(), message));
    }

    pub(crate) fn wrong_type(&mut self, node: Node<'_>, wanted: &str) {
        self.report(Code::InputWrongType, node, format!("expected {wanted}, found {}", node.kind().noun()));
    }

    /// The object, if it is one; members that are not among `known` are reported.
    pub(crate) fn object<'d>(&mut self, node: Node<'d>, known: &[&str]) -> Option<Object<'d>> {
        if node.kind() != Kind::Object {
            self.wrong_type(node, "an object");
            return None;
        }
        for (name, value) in node.members() {
            if !known.contains(&name.as_ref()) {
                let hint = self.hint(&name, || known.iter().copied());
                let message = format!("there is no member {} here{hint}", text::quoted(&name));
                self.add(Finding::error(Code::InputUnknownMember, value.pointer(), message).with_value(&name));
            }
        }
        Some(Object { node })
    }

    /// The items of a list, or none where there is no list; anything but an array is reported.
    pub(crate) fn items_of<'d>(&mut self, list: Option<Node<'d>>) -> Vec<Node<'d>> {
        let Some(node) = list else { return Vec::new() };
        if node.kind() != Kind::Array {
            self.wrong_type(node, "an array");
        }
        node.items().collect()
    }

    /// A text that says something.
    pub(crate) fn text(&mut self, node: Node<'_>) -> Option<String> {
        let Some(text) = node.as_str() else {
            self.wrong_type(node, "a string");
            return None;
        };
        if text.trim().is_empty() {
            self.report(Code::InputEmpty, node, "the text is empty");
            return None;
        }
        Some(text.into_owned())
    }

    /// An id in kebab-case.
    pub(crate) fn id(&mut self, node: Node<'_>) -> Option<String> {
        let id = self.text(node)?;
        if !text::is_kebab(&id) {
            let message = format!("{} is not an id: lower-case letters, digits and single hyphens", text::quoted(&id));
            self.report(Code::InputNotId, node, message);
            return None;
        }
        Some(id)
    }

    /// An absolute URI.
    pub(crate) fn uri(&mut self, node: Node<'_>) -> Option<String> {
        let uri = self.text(node)?;
        if !text::is_uri(&uri) {
            self.report(Code::InputNotUri, node, format!("{} is not an absolute URI", text::quoted(&uri)));
            return None;
        }
        Some(uri)
    }

    /// An http or https URL.
    pub(crate) fn url(&mut self, node: Node<'_>) -> Option<String> {
        let url = self.text(node)?;
        if !text::is_web_url(&url) {
            self.report(Code::InputNotUrl, node, format!("{} is not an http or https URL", text::quoted(&url)));
            return None;
        }
        Some(url)
    }

    /// A date and time with its zone, RFC 3339.
    pub(crate) fn time(&mut self, node: Node<'_>) -> Option<DateTime<FixedOffset>> {
        let text = self.text(node)?;
        let time = DateTime::parse_from_rfc3339(&text).ok();
        if time.is_none() {
            let message =
                format!("{} is not a date and time with a zone, such as `2026-05-01T09:00:00Z`", text::quoted(&text));
            self.report(Code::InputNotTime, node, message);
        }
        time
    }

    /// A whole number from `least` to 1,000,000.
    pub(crate) fn count(&mut self, node: Node<'_>, least: u32) -> Option<u32> {
        let Some(number) = node.as_number() else {
            self.wrong_type(node, "a whole number");
            return None;
        };
        let count = number.parse::<u32>().ok().filter(|n| (least..=1_000_000).contains(n));
        if count.is_none() {
            let message = format!("{} is not a whole number from {least} to 1000000", text::quoted(number));
            self.report(Code::InputNotCount, node, message);
        }
        count
    }

    /// One word of a vocabulary.
    pub(crate) fn word<T: Copy>(&mut self, node: Node<'_>, words: &[(&str, T)]) -> Option<T> {
        let word = self.text(node)?;
        let found = words.iter().find(|(w, _)| *w == word).map(|(_, value)| *value);
        if found.is_none() {
            let all: Vec<String> = words.iter().map(|(w, _)| format!("`{w}`")).collect();
            let message = format!("{} is none of {}", text::quoted(&word), text::listed(&all));
            self.report(Code::InputUnknownWord, node, message);
        }
        found
    }
}

impl<'d> Object<'d> {
    pub(crate) fn node(self) -> Node<'d> {
        self.node
    }

    /// A member that may be missing; `null` counts as missing.
    pub(crate) fn optional(self, name: &str) -> Option<Node<'d>> {
        self.node.get(name).filter(|value| value.kind() != Kind::Null)
    }

    /// A member that must be there.
    pub(crate) fn required(self, name: &str, reader: &mut Reader) -> Option<Node<'d>> {
        let found = self.optional(name);
        if found.is_none() {
            let message = format!("the member `{name}` is missing");
            reader.add(Finding::error(Code::InputMissing, self.node.pointer(), message).with_value(name));
        }
        found
    }
}
