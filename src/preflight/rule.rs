//! Rules: what one verifier makes of one thing.

use std::borrow::Cow;

use super::Seen;
use crate::document::Node;
use crate::finding::{Code, Finding, Severity};
use crate::text::quoted;

/// One row of a verifier's table.
pub(super) struct Rule {
    code: Code,
    severity: Severity,
    /// Where it applies.
    pub(super) find: Find,
    /// `{}` stands for the value.
    message: &'static str,
    remedy: &'static str,
    /// Whether it is silent where a rule before it has spoken.
    pub(super) is_general: bool,
}

type Find = for<'s, 'd> fn(&'s Seen<'d>) -> Vec<Fault<'d>>;

impl Rule {
    /// The badge is refused.
    pub(super) const fn refuses(code: Code, find: Find, message: &'static str, remedy: &'static str) -> Self {
        Rule { code, severity: Severity::Error, find, message, remedy, is_general: false }
    }

    /// The badge is taken all the same.
    pub(super) const fn warns(code: Code, find: Find, message: &'static str, remedy: &'static str) -> Self {
        Rule { severity: Severity::Warning, ..Rule::refuses(code, find, message, remedy) }
    }

    /// Whether it is taken cannot be told from here.
    pub(super) const fn unknown(find: Find, message: &'static str, remedy: &'static str) -> Self {
        Rule::warns(Code::OtherNotJudged, find, message, remedy)
    }

    pub(super) const fn general(self) -> Self {
        Rule { is_general: true, ..self }
    }

    pub(super) fn finding(&self, fault: Fault<'_>) -> Finding {
        let pointer = fault.pointer();
        let value = match &fault.value {
            Value::None => String::new(),
            Value::Text(text) => quoted(text),
            Value::Sentence(text) => text.clone(),
        };
        let message = self.message.replacen("{}", &value, 1);
        let make = if self.severity == Severity::Error { Finding::error } else { Finding::warning };
        let mut finding = make(self.code, pointer, message);
        if let Value::Text(text) = &fault.value {
            finding = finding.with_value(text);
        }
        if self.remedy.is_empty() { finding } else { finding.with_remedy(self.remedy) }
    }
}

/// A place that a rule is about, with what stands there. Pointers may be long, and are made only for those that are told.
pub(super) struct Fault<'d> {
    place: Place<'d>,
    value: Value<'d>,
}

enum Place<'d> {
    Node(Node<'d>),
    Pointer(Cow<'static, str>),
}

enum Value<'d> {
    None,
    Text(Cow<'d, str>),
    /// What a finding says, which has quoted what it repeats.
    Sentence(String),
}

impl<'d> Fault<'d> {
    /// At a node, with its text or, for other values, their type.
    pub(super) fn at(node: Node<'d>) -> Self {
        let noun = || Value::Sentence(node.kind().noun().to_owned());
        Fault { place: Place::Node(node), value: node.as_str().map_or_else(noun, Value::Text) }
    }

    /// In a node that lacks something.
    pub(super) fn inside(node: Node<'d>) -> Self {
        Fault { place: Place::Node(node), value: Value::None }
    }

    pub(super) fn with(self, value: impl Into<Cow<'d, str>>) -> Self {
        let value = value.into();
        let value = if value.is_empty() { Value::Sentence("nothing".to_owned()) } else { Value::Text(value) };
        Fault { value, ..self }
    }

    /// With words that need no quotes.
    pub(super) fn saying(self, words: String) -> Self {
        Fault { value: Value::Sentence(words), ..self }
    }

    /// Where something will stand.
    pub(super) fn planned(pointer: &'static str) -> Self {
        Fault { place: Place::Pointer(pointer.into()), value: Value::None }
    }

    pub(super) fn of(finding: &Finding) -> Self {
        let place = Place::Pointer(finding.pointer().to_owned().into());
        Fault { place, value: Value::Sentence(finding.message().to_owned()) }
    }

    fn pointer(&self) -> String {
        match &self.place {
            Place::Node(node) => node.pointer(),
            Place::Pointer(pointer) => pointer.clone().into_owned(),
        }
    }
}
