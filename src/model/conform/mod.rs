//! Whether a document keeps the rules of Open Badges 3.0.
//!
//! One walk along the tables of the classes; what the rows cannot say are the `rules` of a class.

mod consistency;
mod endorsements;
mod references;
pub(super) mod rules;
#[cfg(test)]
mod tests;
mod values;

pub(super) use values::is_email;

use std::borrow::Cow;

use super::wire::object::Class;
use super::wire::{Count, Kind, Member, Table, Types};
use super::{AchievementCredential, EXTENSIONS, EndorsementCredential, Version};
use crate::document::{self, Document, Node};
use crate::finding::{Code, Finding, Severity};
use crate::text::quoted;

/// Everything in which `document` breaks the rules of an AchievementCredential, or of an EndorsementCredential if its
/// `type` says that it is one; errors and warnings, in the order of the document.
///
/// Checked is what the standard says of every class: members that must be there, how often they may, types, constants,
/// vocabularies, formats (URI, DateTimeZ, date, e-mail, telephone, language, country, compact JWS, identity hash), the
/// contexts with their order and versions, types that need a context of their own, that somebody is named, that criteria
/// say something, that results refer to what the achievement defines and stay in its bounds, the order of dates, and that
/// endorsements are about what carries them. Warnings are for what a signature does not protect (order, repeated
/// values, an id described twice). Members that the standard does not define are not judged here: whether a signature
/// covers them, [`canonicalize`](crate::proof::canonicalize) says.
///
/// At most 500 findings are listed. The time is proportional to the document, but for sorting.
pub fn conform(document: &Document) -> Vec<Finding> {
    let types = document.root().get("type");
    let mut words = types.into_iter().flat_map(Node::one_or_many).filter_map(Node::as_str);
    match words.any(|word| word == "EndorsementCredential") {
        true => conform_to(document, EndorsementCredential::table()),
        false => conform_to(document, AchievementCredential::table()),
    }
}

/// Everything in which `document` breaks the rules of one class.
pub(super) fn conform_to(document: &Document, table: &'static Table) -> Vec<Finding> {
    let mut walk = Walk::default();
    walk.object(document.root(), table);
    endorsements::resolve(&mut walk);
    consistency::check(&mut walk, document.root());
    walk.found.into_findings()
}

/// Findings up to a bound: each may have a long pointer.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// With the offset of the place in the text.
    findings: Vec<(usize, Finding)>,
    /// How many are not listed, and the worst of them.
    left_out: (usize, Option<Severity>),
}

impl Found {
    /// Whether there is room for one more; it is counted if not. Ask before making it: pointers may be long.
    pub(super) fn wants(&mut self, severity: Severity) -> bool {
        const MOST: usize = 500;
        if self.findings.len() < MOST {
            return true;
        }
        self.left_out.0 += 1;
        self.left_out.1 = self.left_out.1.max(Some(severity));
        false
    }

    fn len(&self) -> usize {
        self.findings.len()
    }

    pub(super) fn push(&mut self, place: Node<'_>, finding: Finding) {
        self.findings.push((place.offset(), finding));
    }

    pub(super) fn into_findings(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|(offset, _)| *offset);
        let mut findings: Vec<Finding> = self.findings.into_iter().map(|(_, finding)| finding).collect();
        if let (count, Some(severity)) = self.left_out {
            let message = format!("{count} more findings are not listed");
            let make = if severity == Severity::Error { Finding::error } else { Finding::warning };
            let finding = make(Code::ModelMoreFindings, String::new(), message);
            findings.push(finding.with_remedy("mend the others first"));
        }
        findings
    }
}

/// Whether the context that defines the types `1EdTech…` is at hand.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum Extensions {
    #[default]
    Missing,
    /// An outer credential has it: the inner one has it no more when it is taken out.
    Outer,
    Own,
}

/// The state of a check.
#[derive(Default)]
pub(super) struct Walk<'d> {
    found: Found,
    version: Version,
    extensions: Extensions,
    /// How many endorsements the object is in.
    endorsements: usize,
    /// The ids of what may be endorsed: credential, achievement, profiles.
    endorsable: Vec<Cow<'d, str>>,
    elsewhere: Vec<endorsements::Elsewhere<'d>>,
}

impl<'d> Walk<'d> {
    fn error(&mut self, code: Code, node: Node<'d>, message: impl Into<String>, remedy: impl Into<String>) {
        self.report(Severity::Error, code, node, None, message, remedy);
    }

    fn warning(&mut self, code: Code, node: Node<'d>, message: impl Into<String>, remedy: impl Into<String>) {
        self.report(Severity::Warning, code, node, None, message, remedy);
    }

    /// Something that is wrong, with a value to show other than that of the node.
    fn report(
        &mut self,
        severity: Severity,
        code: Code,
        node: Node<'d>,
        value: Option<&str>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        if !self.found.wants(severity) {
            return;
        }
        let make = if severity == Severity::Error { Finding::error } else { Finding::warning };
        let value = value.map_or_else(|| node.as_str().unwrap_or(Cow::Borrowed(node.raw())), Cow::Borrowed);
        let finding = make(code, node.pointer(), message.into());
        self.found.push(node, finding.with_value(&value).with_remedy(remedy));
    }

    fn wrong_type(&mut self, node: Node<'d>, wanted: &str) {
        let message = format!("expected {wanted}, found {}", node.kind().noun());
        let remedy = match node.kind() {
            document::Kind::Null => "leave the member out".to_owned(),
            _ => format!("write it as {wanted}"),
        };
        self.error(Code::ModelWrongType, node, message, remedy);
    }

    fn object(&mut self, node: Node<'d>, table: &'static Table) {
        if node.kind() != document::Kind::Object {
            return self.wrong_type(node, "an object");
        }
        let outer = (self.version, self.extensions);
        let is_endorsement = std::ptr::eq(table, EndorsementCredential::table());
        self.endorsements += usize::from(is_endorsement);
        if table.versioned {
            self.enter(node);
        }
        self.members(node, table);
        (table.rules)(self, node);
        self.endorsements -= usize::from(is_endorsement);
        (self.version, self.extensions) = outer;
    }

    /// A credential begins here, with contexts of its own.
    fn enter(&mut self, credential: Node<'d>) {
        self.version = Version::of(credential);
        let mut contexts = credential.get("@context").into_iter().flat_map(Node::one_or_many);
        let own = contexts.any(|context| context.as_str().as_deref() == Some(EXTENSIONS));
        self.extensions = match (own, self.extensions) {
            (true, _) => Extensions::Own,
            (false, Extensions::Missing) => Extensions::Missing,
            (false, _) => Extensions::Outer,
        };
    }

    fn members(&mut self, node: Node<'d>, table: &'static Table) {
        let mut seen = 0u64;
        let mut hint = 0;
        for (name, value) in node.members() {
            let row = table.position(self.version.canonical(&name), &mut hint);
            match row.and_then(|i| table.members.get(i).zip(Some(i))) {
                Some((member, i)) => {
                    seen |= 1 << i;
                    self.member(value, member, table);
                }
                None if table.closed => {
                    let message = format!("{} has no member {}", table.name, quoted(&name));
                    self.error(Code::ModelUndefinedMember, value, message, "leave it out");
                }
                None => {}
            }
        }
        for (i, member) in table.members.iter().enumerate() {
            let required = matches!(member.count, Count::One | Count::Some | Count::Fixed);
            if required && seen & 1 << i == 0 {
                let name = self.version.native(member.name);
                let message = format!("{} needs the member `{name}`", table.name);
                let (code, remedy) = match member.kind {
                    Kind::Context => (Code::ModelContext, "begin with the contexts of VC 2.0 and Open Badges".into()),
                    _ => (Code::ModelMissingMember, format!("add `{name}`, {}", values::noun(member.kind))),
                };
                self.report(Severity::Error, code, node, Some(name), message, remedy);
            }
        }
    }

    fn member(&mut self, value: Node<'d>, member: &'static Member, table: &'static Table) {
        let is_array = value.kind() == document::Kind::Array;
        match member.count {
            _ if matches!(member.kind, Kind::Type) => self.types(value, table),
            _ if matches!(member.kind, Kind::Context) => rules::contexts(self, value),
            Count::List | Count::Some if !is_array => {
                self.wrong_type(value, "an array");
                // What is in it is no less wrong for standing alone.
                self.value(value, member.kind);
            }
            Count::Some if value.items().next().is_none() => {
                let message = format!("{} needs at least one of `{}`", table.name, member.name);
                self.error(Code::ModelMissingMember, value, message, "add one");
            }
            Count::List | Count::Some | Count::Compact | Count::Several => {
                if member.count == Count::Several && is_array {
                    rules::several(self, value, member.name);
                }
                for item in value.one_or_many() {
                    self.value(item, member.kind);
                }
            }
            Count::Maybe | Count::One | Count::Fixed => self.value(value, member.kind),
        }
    }

    fn types(&mut self, value: Node<'d>, table: &'static Table) {
        let mut words = Vec::new();
        for item in value.one_or_many() {
            match item.as_str() {
                Some(word) => words.push(word),
                None => self.wrong_type(item, "a string"),
            }
        }
        let is_array = value.kind() == document::Kind::Array;
        match table.types {
            Types::None => {}
            Types::Any | Types::Equals(_) if is_array => self.wrong_type(value, "a string"),
            Types::Any => rules::named_type(self, value, words.first().map_or("", |word| &**word)),
            Types::Equals(word) => {
                if words.iter().any(|w| w != word) {
                    let message = format!("the type of {} is `{word}`", table.name);
                    self.error(Code::ModelWrongValue, value, message, format!("write `{word}`"));
                }
            }
            Types::Contains(groups) => {
                for group in groups.iter().filter(|group| !group.iter().any(|word| words.iter().any(|w| w == word))) {
                    let message = format!("the type of {} must hold `{}`", table.name, group.join("` or `"));
                    let wanted = group.last().copied().unwrap_or_default();
                    self.error(Code::ModelWrongValue, value, message, format!("add `{wanted}`"));
                }
            }
        }
    }
}
