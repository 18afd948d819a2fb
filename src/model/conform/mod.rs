//! Whether a document keeps the rules of Open Badges 3.0.
//!
//! One walk along the tables of the classes; what the rows cannot say are the `rules` of a class.

mod consistency;
mod endorsements;
mod good;
mod references;
pub(super) mod rules;
mod secrets;
#[cfg(test)]
mod tests;
mod values;

pub(crate) use good::Good;
pub(super) use values::is_email;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::wire::object::Class;
use super::wire::{Count, Kind, Member, Table, Types};
use super::{
    AchievementCredential, EXTENSIONS, EndorsementCredential, GetOpenBadgeCredentialsResponse, Jwk, Jwks, Multikey,
    Profile, Version,
};
use crate::document::{self, Document, Node};
use crate::finding::{Code, Finding, Severity};
use crate::text::quoted;

/// Everything in which `document` breaks the rules of an AchievementCredential, or, by its `type`, of an
/// EndorsementCredential or a Profile; errors and warnings, in the order of the document.
///
/// Checked is what the standard says of every class: members that must be there, how often they may, types, constants,
/// vocabularies, formats (URI, DateTimeZ, date, e-mail, telephone, language, country, compact JWS, identity hash), the
/// contexts with their order and versions, types that need a context of their own, that somebody is named, that criteria
/// say something, that results refer to what the achievement defines and stay in its bounds, the order of dates, and that
/// endorsements are about what carries them. Warnings are for what a signature does not protect (order, repeated
/// values, an id described twice); a second description of the credential itself is an error. What is pinned in
/// `relatedResource` (VC Data Model 2.0, section 5.3) needs a URI and a digest. Other members that the standard
/// does not define are not judged here: whether a signature covers them, [`canonicalize`](crate::proof::canonicalize)
/// says.
///
/// At most 50 findings of one code are listed, and one that says how many more there are. The time is proportional to the document,
/// but for sorting.
pub fn conform(document: &Document) -> Vec<Finding> {
    let root = document.root();
    let words: Vec<_> = root.get("type").into_iter().flat_map(Node::one_or_many).filter_map(Node::as_str).collect();
    let is = |names: &[&str]| words.iter().any(|word| names.contains(&&**word));
    if is(&["AchievementCredential", "OpenBadgeCredential"]) {
        return conform_to(document, AchievementCredential::table());
    }
    if is(&["EndorsementCredential"]) {
        return conform_to(document, EndorsementCredential::table());
    }
    let contexts = root.get("@context").into_iter().flat_map(Node::one_or_many).filter_map(Node::as_str);
    let is_old = contexts.into_iter().any(|url| url.starts_with("https://w3id.org/openbadges/"));
    if is_old || is(&["Assertion", "BadgeClass"]) {
        let message = "this is of Open Badges 1 or 2, not a credential of Open Badges 3.0";
        let finding = Finding::error(Code::ModelOtherKind, "", message);
        return vec![finding.with_value(&words.join(", ")).with_remedy("ask its issuer for the badge in version 3.0")];
    }
    if is(&["Profile"]) && !is(&["VerifiableCredential"]) {
        return conform_to(document, Profile::table());
    }
    conform_to(document, AchievementCredential::table())
}

/// Everything in which `document` breaks the rules of one class.
pub(super) fn conform_to(document: &Document, table: &'static Table) -> Vec<Finding> {
    walked(Walk::default(), document, table)
}

fn walked<'d>(mut walk: Walk<'d>, document: &'d Document, table: &'static Table) -> Vec<Finding> {
    let root = document.root();
    let is_key = [Jwk::table(), Jwks::table(), Multikey::table()].iter().any(|key| std::ptr::eq(table, *key));
    walk.hides_values = is_key;
    walk.object(root, table);
    secrets::check(&mut walk, root);
    endorsements::resolve(&mut walk);
    // In an answer of several credentials each is signed alone; keys are signed by nobody.
    if std::ptr::eq(table, GetOpenBadgeCredentialsResponse::table()) {
        let list = root.get("credential").into_iter().flat_map(Node::one_or_many);
        list.for_each(|credential| consistency::check(&mut walk, credential));
    } else if !is_key {
        consistency::check(&mut walk, root);
    }
    walk.found.into_findings()
}

/// Findings, of each code up to a bound: each may have a long pointer, and many of one code must not hide another.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// With the offset of the place in the text.
    findings: Vec<(usize, Finding)>,
    /// How many there are of each code and severity.
    counts: BTreeMap<(Code, Severity), usize>,
}

impl Found {
    const MOST: usize = 50;

    /// Whether there is room for one more; it is counted in any case. Ask before making it: pointers may be long.
    pub(super) fn wants(&mut self, code: Code, severity: Severity) -> bool {
        let count = self.counts.entry((code, severity)).or_default();
        *count += 1;
        *count <= Self::MOST
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
        let left_out = |severity| {
            let counts = self.counts.iter().filter(|((_, s), _)| *s == severity);
            counts.map(|(_, count)| count.saturating_sub(Self::MOST)).sum::<usize>()
        };
        let (errors, warnings) = (left_out(Severity::Error), left_out(Severity::Warning));
        if errors + warnings > 0 {
            let make = if errors > 0 { Finding::error } else { Finding::warning };
            let message = format!("{errors} more errors and {warnings} more warnings are not listed");
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
    /// Whether values may be parts of keys, and are not shown.
    hides_values: bool,
    version: Version,
    extensions: Extensions,
    /// How many endorsements the object is in.
    endorsements: usize,
    /// The ids of what may be endorsed: credential, achievement, profiles.
    endorsable: Vec<Cow<'d, str>>,
    elsewhere: Vec<endorsements::Elsewhere<'d>>,
    /// Parts that need no look.
    good: Option<(&'d Good, [usize; 2])>,
}

/// A value as a finding shows it. Objects and arrays are not: they are long, and may hold what nobody should see.
fn shown(node: Node<'_>) -> Cow<'_, str> {
    match node.kind() {
        document::Kind::Object => Cow::Borrowed("{…}"),
        document::Kind::Array => Cow::Borrowed("[…]"),
        _ => node.as_str().unwrap_or(Cow::Borrowed(node.raw())),
    }
}

impl<'d> Walk<'d> {
    /// Whether it is one of the parts that were found good before.
    fn is_good(&self, node: Node<'d>) -> bool {
        node.kind() == document::Kind::Object && self.good.is_some_and(|(_, places)| places.contains(&node.offset()))
    }

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
        if !self.found.wants(code, severity) {
            return;
        }
        let make = if severity == Severity::Error { Finding::error } else { Finding::warning };
        let own = || if self.hides_values { Cow::Borrowed("…") } else { shown(node) };
        let value = value.map_or_else(own, Cow::Borrowed);
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
        if self.is_good(node) {
            return;
        }
        let outer = (self.version, self.extensions);
        let is_endorsement = std::ptr::eq(table, EndorsementCredential::table());
        self.endorsements += usize::from(is_endorsement);
        if table.versioned {
            self.enter(node);
        }
        self.members(node, table);
        (table.rules)(self, node);
        if std::ptr::eq(table, AchievementCredential::table()) {
            endorsements::resolve(self);
        }
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
                // What one version of the data model calls so, the other calls otherwise.
                let other = [Version::V1_1, Version::V2_0].map(|version| version.native(member.name));
                let misnamed = other.into_iter().find(|other| *other != name && node.get(other).is_some());
                let (code, remedy) = match (member.kind, misnamed) {
                    (Kind::Context, _) => {
                        (Code::ModelContext, "begin with the contexts of VC 2.0 and Open Badges".into())
                    }
                    (_, Some(other)) => (Code::ModelMissingMember, format!("rename `{other}`")),
                    (Kind::Type, None) if !matches!(table.types, Types::Contains(_)) => {
                        (Code::ModelMissingMember, "add `type`, a string".into())
                    }
                    (kind, None) => (Code::ModelMissingMember, format!("add `{name}`, {}", values::noun(kind))),
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
