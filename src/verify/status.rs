//! Was the credential revoked or suspended?

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeSet;

use super::Verifier;
use super::check::{Check, CheckOutcome, Step};
use super::needs::{self, Need, Purpose};
use super::open::{Opened, form, open};
use super::policy::Older;
use super::report::{Form, Kind, Report};
use super::scope::{Judged, Scope};
use crate::document::{Document, Node};
use crate::finding::{Code, Finding};
use crate::status::{ListKind, StatusList};
use crate::text::quoted;

const REVOCATION_LIST: &str = "1EdTechRevocationList";

/// What one entry says.
struct Said {
    outcome: CheckOutcome,
    findings: Vec<Finding>,
}

impl Said {
    fn unknown(code: Code, place: Node<'_>, message: impl Into<String>) -> Self {
        let findings = vec![Finding::error(code, place.pointer(), message)];
        Said { outcome: CheckOutcome::Unknown, findings }
    }

    fn failed(code: Code, place: Node<'_>, message: impl Into<String>) -> Self {
        Said { outcome: CheckOutcome::Failed, ..Said::unknown(code, place, message) }
    }

    fn passed(findings: Vec<Finding>) -> Self {
        Said { outcome: CheckOutcome::Passed, findings }
    }
}

/// The entries of a credential, of which all count.
fn entries(document: &Document) -> impl Iterator<Item = Node<'_>> {
    document.root().get("credentialStatus").into_iter().flat_map(Node::one_or_many)
}

/// What all the lists say that the credential names. Of what is lacking `needs` gets a list.
pub(super) fn check(
    verifier: &Verifier,
    document: &Document,
    issuer: &str,
    scope: &Scope<'_>,
    needs: &mut Vec<Need>,
) -> Check {
    let entries: Vec<Node<'_>> = entries(document).collect();
    if entries.is_empty() {
        return Check::new(Step::Status, CheckOutcome::NotApplicable, "the credential names no status list");
    }
    if entries.len() > MOST {
        let message = format!("the credential has {} status entries, more than are looked up", entries.len());
        return Check::unknown(Step::Status, vec![Finding::error(Code::StatusUnchecked, "/credentialStatus", message)]);
    }
    let ids = entries.iter().filter_map(|entry| entry.get("id")?.as_str()).collect();
    if let Some(place) = torn(document, &ids) {
        let message = "an entry is described in two places, so that what it says is not clear";
        return Check::unknown(Step::Status, vec![Finding::error(Code::StatusMalformed, place.pointer(), message)]);
    }
    let (mut outcome, mut findings) = (CheckOutcome::Passed, Vec::new());
    let asked = Asked { verifier, document, issuer, scope };
    for entry in &entries {
        let said = asked.entry(*entry, needs);
        outcome = super::endorsement::worse(outcome, said.outcome);
        findings.extend(said.findings);
    }
    let note = match (outcome, entries.len()) {
        (CheckOutcome::Passed, 1) => "by its status list nothing stands against it".to_owned(),
        (CheckOutcome::Passed, count) => format!("by its {count} status entries nothing stands against it"),
        _ => String::new(),
    };
    Check::new(Step::Status, outcome, note).with_findings(findings)
}

/// No credential has so many entries.
const MOST: usize = 32;

/// The second place where something of these ids is described. The signature over RDF does not say in which of them a member
/// stands: an end, a purpose or a size could be put out of sight.
fn torn<'d>(document: &'d Document, ids: &BTreeSet<Cow<'_, str>>) -> Option<Node<'d>> {
    let mut described = BTreeSet::new();
    let mut open = vec![document.root()];
    while let Some(node) = open.pop() {
        open.extend(node.members().map(|(_, value)| value).chain(node.items()));
        let Some(id) = node.get("id").and_then(Node::as_str).filter(|id| ids.contains(id)) else { continue };
        let is_described = node.members().any(|(name, _)| name != "id" && name != "type");
        if is_described && !described.insert(id) {
            return Some(node);
        }
    }
    None
}

/// The ids of a list that say something of it.
fn own_ids(document: &Document) -> BTreeSet<Cow<'_, str>> {
    let root = document.root();
    let subjects = root.get("credentialSubject").into_iter().flat_map(Node::one_or_many);
    let parts = std::iter::once(root).chain(subjects).chain(root.get("issuer"));
    parts.filter_map(|part| part.get("id")?.as_str()).collect()
}

/// What the lists lack; none is checked.
pub(super) fn needs(verifier: &Verifier, document: &Document, scope: &Scope<'_>, needs: &mut Vec<Need>) {
    for entry in entries(document).take(MOST) {
        let Some(url) = list_of(entry) else { continue };
        match scope.resources.bytes(&url) {
            None => needs::add(needs, [Need::at(&url, Purpose::Status)]),
            Some(_) if is(entry, REVOCATION_LIST) => {}
            Some(bytes) => {
                let Some(nested) = scope.nested() else { return };
                if let Some(opened) = opened(&url, bytes, &nested) {
                    needs::add(needs, verifier.lacks(&opened, &nested));
                }
            }
        }
    }
}

/// Where the list of an entry lies, if the entry is of a kind that is known.
fn list_of<'d>(entry: Node<'d>) -> Option<Cow<'d, str>> {
    if is(entry, REVOCATION_LIST) {
        return entry.get("id")?.as_str();
    }
    let is_known = ListKind::ALL.iter().any(|kind| is(entry, kind.entry_type()));
    entry.get("statusListCredential").filter(|_| is_known)?.as_str()
}

fn is(entry: Node<'_>, kind: &str) -> bool {
    entry.get("type").into_iter().flat_map(Node::one_or_many).filter_map(Node::as_str).any(|word| word == kind)
}

/// The credential of a list, read once for all badges that name it.
fn opened(url: &str, bytes: &[u8], scope: &Scope<'_>) -> Option<Opened> {
    match scope.resources.document(url) {
        Some(document) => Some(Opened { document: document.clone(), wrapped: None }),
        None => open(bytes, form(bytes).ok()?, scope.engine.limits(), &mut Vec::new()),
    }
}

struct Asked<'a> {
    verifier: &'a Verifier,
    document: &'a Document,
    issuer: &'a str,
    scope: &'a Scope<'a>,
}

impl Asked<'_> {
    fn entry(&self, entry: Node<'_>, needs: &mut Vec<Need>) -> Said {
        let Some(url) = list_of(entry) else {
            let types: Vec<_> =
                entry.get("type").into_iter().flat_map(Node::one_or_many).filter_map(Node::as_str).collect();
            let message = format!("a status of the kind {} cannot be looked up", quoted(&types.join(", ")));
            return Said::unknown(Code::StatusUnknownMethod, entry, message);
        };
        let Some(bytes) = self.scope.resources.bytes(&url) else {
            needs::add(needs, [Need::at(&url, Purpose::Status)]);
            let message = format!("the status list {} is not at hand", quoted(&url));
            return Said::unknown(Code::StatusUnchecked, entry, message);
        };
        if is(entry, REVOCATION_LIST) {
            return self.revocation(entry, &url);
        }
        let is_none_left = Cell::new(true);
        let judged = self.scope.judged_once(&url, |scope| {
            is_none_left.set(false);
            self.judged(&url, bytes, &scope)
        });
        let judged = match judged {
            Some(judged) => judged,
            None if is_none_left.get() => {
                let message = "there are more status lists than are verified";
                return Said::unknown(Code::StatusUnchecked, entry, message);
            }
            None => {
                let message = format!("what is at hand for {} is no credential", quoted(&url));
                return Said::unknown(Code::StatusMalformed, entry, message);
            }
        };
        let Judged { report, document, is_torn, .. } = &*judged;
        needs::add(needs, report.needs().iter().cloned());
        if !report.verdict().is_verified() {
            return not_believed(entry, &url, report);
        }
        if *is_torn {
            let message = format!("the status list {} describes a part of itself in two places", quoted(&url));
            return Said::unknown(Code::StatusListNotVerified, entry, message);
        }
        // Before it is decoded: that can take much room.
        let whose = super::secured::issuer_id(document);
        if whose != self.issuer {
            let (whose, own) = (quoted(&whose), quoted(self.issuer));
            let message = format!("the status list is that of {whose}, not of the issuer {own}");
            return Said::unknown(Code::StatusListOfAnother, entry, message);
        }
        let id = document.root().get("id").and_then(Node::as_str).unwrap_or_default();
        if id != url {
            let message = format!("the status list at hand for {} is {}", quoted(&url), quoted(&id));
            return Said::unknown(Code::StatusListOfAnother, entry, message);
        }
        match self.scope.list(&url, document) {
            Ok(list) => self.listed(entry, &url, &list),
            Err(error) => Said {
                outcome: CheckOutcome::Unknown,
                findings: error.into_findings().into_iter().map(|finding| about(entry, &url, &finding)).collect(),
            },
        }
    }

    /// The credential of a list, before it is believed; none if it is no credential.
    fn judged(&self, url: &str, bytes: &[u8], scope: &Scope<'_>) -> Option<Judged> {
        let opened = opened(url, bytes, scope)?;
        let mut report = self.verifier.blank(Kind::StatusList, scope);
        report.form = Some(if opened.wrapped.is_some() { Form::Jwt } else { Form::Json });
        let read = "a status list at hand";
        report.checks.push(Check::new(Step::Format, CheckOutcome::Passed, read));
        report.checks.push(Check::new(Step::Json, CheckOutcome::Passed, read));
        let document = opened.document.clone();
        self.verifier.judged(opened, scope, None, &mut report);
        let is_torn = torn(&document, &own_ids(&document)).is_some();
        Some(Judged { report, document, is_torn })
    }

    /// What a list that can be believed says.
    fn listed(&self, entry: Node<'_>, url: &str, list: &StatusList) -> Said {
        let unknown = |code, message: String| Said::unknown(code, entry, message);
        if !is(entry, list.kind().entry_type()) {
            let message = format!("the entry is not for a list of the kind {}", quoted(list.kind().list_type()));
            return unknown(Code::StatusMalformed, message);
        }
        let purpose = entry.get("statusPurpose").and_then(Node::as_str).unwrap_or_default();
        if purpose.is_empty() || !list.is_for(&purpose) {
            let message = format!("the status list {} is not kept for the purpose {}", quoted(url), quoted(&purpose));
            return unknown(Code::StatusWrongPurpose, message);
        }
        let Some(index) = whole(entry.get("statusListIndex")) else {
            return unknown(Code::StatusMalformed, "the entry has no `statusListIndex` that is a whole number".into());
        };
        let size = match entry.get("statusSize") {
            None => Some(1),
            Some(size) => whole(Some(size)).and_then(|size| u8::try_from(size).ok()),
        };
        let Some(size) = size else {
            return unknown(Code::StatusUnsupportedSize, "the `statusSize` of the entry is no number of bits".into());
        };
        if let Some(own) = list.size().filter(|own| *own != size) {
            let message = format!("an entry of the status list has {own} bits, the credential's {size}");
            return unknown(Code::StatusUnsupportedSize, message);
        }
        let mut findings = self.oddities(entry, url, list);
        if let Err(error) = list.bits().check_length(size) {
            match self.verifier.policy().short_status_lists {
                Older::Refused => {
                    let findings = error.into_findings().iter().map(|finding| about(entry, url, finding)).collect();
                    return Said { outcome: CheckOutcome::Failed, findings };
                }
                Older::Warned => {
                    let short = error.into_findings();
                    findings.extend(short.iter().map(|finding| about(entry, url, finding).into_warning()));
                }
            }
        }
        match list.bits().get(index, size) {
            Err(error) => Said {
                outcome: CheckOutcome::Unknown,
                findings: error.into_findings().iter().map(|finding| about(entry, url, finding)).collect(),
            },
            Ok(0) => Said::passed(findings),
            Ok(value) => self.set(entry, &purpose, value, findings),
        }
    }

    /// What a value other than zero means.
    fn set(&self, entry: Node<'_>, purpose: &str, value: u8, mut findings: Vec<Finding>) -> Said {
        match purpose {
            "revocation" => Said::failed(Code::StatusRevoked, entry, "the issuer has revoked the credential"),
            "suspension" => {
                Said::failed(Code::StatusSuspended, entry, "the issuer has suspended the credential for now")
            }
            "message" | "refresh" => {
                let message = match message_of(entry, value) {
                    Some(text) => format!("the issuer says of the credential: {}", quoted(&text)),
                    None => format!("the status for the purpose {} is {value}", quoted(purpose)),
                };
                findings.push(Finding::warning(Code::StatusMessage, entry.pointer(), message));
                Said::passed(findings)
            }
            // It may be the issuer's word for revoked.
            _ => {
                let message = format!("the status for the purpose {} is {value}, whatever that means", quoted(purpose));
                Said::unknown(Code::StatusWrongPurpose, entry, message)
            }
        }
    }

    fn oddities(&self, entry: Node<'_>, url: &str, list: &StatusList) -> Vec<Finding> {
        let mut findings: Vec<Finding> =
            list.warnings().iter().map(|finding| about(entry, url, finding).into_warning()).collect();
        // How long it may be kept, counted from when it was made: nobody says when it was fetched.
        let ttl = list.ttl().and_then(|ttl| chrono::TimeDelta::from_std(ttl).ok());
        let until = list.valid_from().zip(ttl).and_then(|(from, ttl)| from.at().to_utc().checked_add_signed(ttl));
        if until.is_some_and(|until| self.verifier.policy().is_over(until, self.scope.now)) {
            let message =
                format!("the status list {} was not to be kept so long: there may be a newer one", quoted(url));
            findings.push(Finding::warning(Code::StatusListStale, entry.pointer(), message));
        }
        findings
    }

    /// A list of revoked ids. The standard has it unsigned: who answers at its address answers for it.
    fn revocation(&self, entry: Node<'_>, url: &str) -> Said {
        let list = match self.scope.resources.revocations(url) {
            Some(Ok(list)) => list,
            Some(Err(error)) => {
                let findings = error.into_findings().iter().map(|finding| about(entry, url, finding)).collect();
                return Said { outcome: CheckOutcome::Unknown, findings };
            }
            None => {
                let message = format!("what is at hand for {} is no list of revoked credentials", quoted(url));
                return Said::unknown(Code::StatusMalformed, entry, message);
            }
        };
        if list.issuer() != self.issuer {
            let (whose, own) = (quoted(list.issuer()), quoted(self.issuer));
            let message = format!("the list of revoked credentials is that of {whose}, not of the issuer {own}");
            return Said::unknown(Code::StatusListOfAnother, entry, message);
        }
        if list.id() != url {
            let message = format!("the list at hand for {} is {}", quoted(url), quoted(list.id()));
            return Said::unknown(Code::StatusListOfAnother, entry, message);
        }
        let id = self.document.root().get("id").and_then(Node::as_str).unwrap_or_default();
        if let Some(revoked) = list.revoked(&id) {
            let reason = revoked.reason().map(|reason| format!(": {}", quoted(reason))).unwrap_or_default();
            return Said::failed(Code::StatusRevoked, entry, format!("the issuer has revoked the credential{reason}"));
        }
        let message = "the list of revoked credentials is not signed; whoever answers at its address answers for it";
        Said::passed(vec![Finding::warning(Code::StatusUnsigned, entry.pointer(), message)])
    }
}

fn not_believed(entry: Node<'_>, url: &str, report: &Report) -> Said {
    let why = report.reason().map(|finding| format!(": {finding}")).unwrap_or_default();
    let message = format!("the status list {} is {}{why}", quoted(url), report.verdict());
    Said::unknown(Code::StatusListNotVerified, entry, message)
}

/// A finding of a list, as one of the entry that names it.
fn about(entry: Node<'_>, url: &str, finding: &Finding) -> Finding {
    let message = format!("in the status list {}: {finding}", quoted(url));
    Finding::error(finding.code(), entry.pointer(), message)
}

/// A whole number, as the standard has it in a text or as others write it.
fn whole(node: Option<Node<'_>>) -> Option<u64> {
    let node = node?;
    let text = node.as_number().map(Cow::Borrowed).or_else(|| node.as_str())?;
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// The text that an entry has for a value.
fn message_of(entry: Node<'_>, value: u8) -> Option<String> {
    let messages = entry.get("statusMessage").into_iter().flat_map(Node::one_or_many);
    let mut own = messages.filter(|message| {
        let status = message.get("status").and_then(Node::as_str);
        let digits = status.as_deref().and_then(|status| status.strip_prefix("0x"));
        digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) == Some(value)
    });
    own.next()?.get("message")?.as_str().map(Cow::into_owned)
}
