//! Who vouches for the badge, and whether they really do.

use super::check::{Check, CheckOutcome, Step};
use super::needs::{self, Need};
use super::open::{Opened, form, open};
use super::policy::EndorsementRule;
use super::report::{Form, Kind, Report, Verdict};
use super::scope::Scope;
use super::trust::Standing;
use super::{VerifiedEndorsement, Verifier};
use crate::document::{Document, Node};
use crate::finding::{Code, Finding};
use crate::text::quoted;

/// An endorsement in a badge, of the credential, the achievement or a profile in it, and how its own verification ended.
#[derive(Debug, Clone)]
pub struct Endorsement {
    pointer: String,
    target: String,
    report: Report,
    counts: bool,
    is_listed: bool,
}

impl Endorsement {
    /// Where it stands: a JSON pointer into the credential.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The id of what it is about; empty if it does not say.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// How its verification ended, as a credential of its own.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Whether it is verified, about what it stands in, and of one whose endorsements count.
    pub fn counts(&self) -> bool {
        self.counts
    }

    /// Whether its issuer is on the caller's list of endorsers.
    pub(crate) fn is_listed(&self) -> bool {
        self.is_listed
    }

    /// The endorsement, if it counts.
    pub(crate) fn verified(&self) -> Option<VerifiedEndorsement> {
        self.report.clone().into_verified_endorsement().ok().filter(|_| self.counts)
    }
}

/// An endorsement as it stands in a badge.
struct Found<'d> {
    place: Node<'d>,
    /// The id of what carries it; the credential itself may carry what is about any part of it.
    carrier: String,
    is_in_credential: bool,
    is_jwt: bool,
}

/// All endorsements of a credential and of what is in it, but not those of the endorsements.
fn found<'d>(node: Node<'d>, found: &mut Vec<Found<'d>>) {
    let carrier = || node.get("id").and_then(Node::as_str).unwrap_or_default().into_owned();
    for (name, value) in node.members() {
        match &*name {
            "endorsement" | "endorsementJwt" => {
                let is_jwt = name == "endorsementJwt";
                let is_in_credential = node.is_root();
                let of_node =
                    value.one_or_many().map(|place| Found { place, carrier: carrier(), is_in_credential, is_jwt });
                found.extend(of_node);
            }
            "@context" | "proof" => {}
            _ => self::found(value, found),
        }
    }
    node.items().for_each(|item| self::found(item, found));
}

/// Each endorsement, verified as a credential of its own, and what they amount to. Of what they lack `needs` gets a list.
pub(super) fn check(
    verifier: &Verifier,
    document: &Document,
    scope: &Scope<'_>,
    needs: &mut Vec<Need>,
) -> (Check, Vec<Endorsement>) {
    let step = Step::Endorsements;
    let mut places = Vec::new();
    found(document.root(), &mut places);
    if places.is_empty() {
        return (Check::new(step, CheckOutcome::NotApplicable, "nobody endorses it"), Vec::new());
    }
    let (mut endorsements, mut findings) = (Vec::new(), Vec::new());
    let mut outcome = CheckOutcome::Passed;
    let count = places.len();
    for place in places {
        let Some(nested) = scope.nested() else {
            let message = format!("there are more endorsements than are verified: {count} in this credential");
            findings.push(Finding::error(Code::EndorsementTooMany, place.place.pointer(), message));
            outcome = worse(outcome, CheckOutcome::Unknown);
            break;
        };
        let report = verified(verifier, &place, &nested);
        needs::add(needs, report.needs().iter().cloned());
        let (endorsement, ended, finding) = judged(verifier, &place, report);
        outcome = worse(outcome, ended);
        findings.extend(finding);
        endorsements.push(endorsement);
    }
    let good = endorsements.iter().filter(|endorsement| endorsement.counts).count();
    let check = Check::new(step, outcome, format!("{good} of {count} endorsements count")).with_findings(findings);
    let is_tolerated = verifier.policy().endorsements == EndorsementRule::Reported;
    (if is_tolerated { check.only_reported() } else { check }, endorsements)
}

fn verified(verifier: &Verifier, found: &Found<'_>, scope: &Scope<'_>) -> Report {
    let bytes = found.place.as_str();
    match bytes.filter(|_| found.is_jwt) {
        Some(token) => {
            let mut report = verifier.blank(Kind::Endorsement, scope);
            // What stands under this name is a JWT or nothing.
            let form = form(token.as_bytes()).ok().filter(|form| *form == Form::Jwt);
            match form {
                Some(form) => {
                    report.form = Some(form);
                    if let Some(opened) = open(token.as_bytes(), form, scope.engine.limits(), &mut report.checks) {
                        report.token = Some(token.into_owned());
                        verifier.judged(opened, scope, None, &mut report);
                    }
                }
                None => {
                    let finding = Finding::error(Code::JwtNotJws, "", "this is no compact JWS");
                    report.checks.push(Check::failed(Step::Format, vec![finding]));
                }
            }
            report.finished()
        }
        None => {
            let mut report = verifier.blank(Kind::Endorsement, scope);
            report.form = Some(Form::Json);
            report.checks.push(Check::new(Step::Format, CheckOutcome::Passed, "JSON"));
            report.checks.push(Check::new(Step::Json, CheckOutcome::Passed, "a part of the credential"));
            let opened = Opened { document: found.place.to_document(), wrapped: None };
            verifier.judged(opened, scope, None, &mut report);
            report.finished()
        }
    }
}

/// What the endorsements lack; none is checked.
pub(super) fn needs(verifier: &Verifier, document: &Document, scope: &Scope<'_>, needs: &mut Vec<Need>) {
    let mut places = Vec::new();
    found(document.root(), &mut places);
    for found in places {
        let Some(scope) = scope.nested() else { break };
        let token = found.place.as_str().filter(|_| found.is_jwt);
        let opened = match token {
            Some(token) => open(token.as_bytes(), Form::Jwt, scope.engine.limits(), &mut Vec::new()),
            None => Some(Opened { document: found.place.to_document(), wrapped: None }),
        };
        if let Some(opened) = opened {
            needs::add(needs, verifier.all_needs(&opened, &scope));
        }
    }
}

/// What one endorsement comes to.
fn judged(verifier: &Verifier, found: &Found<'_>, report: Report) -> (Endorsement, CheckOutcome, Option<Finding>) {
    let pointer = found.place.pointer();
    let target = report.endorsement().map_or("", |own| &own.credential_subject.id).to_owned();
    let issuer = report.endorsement().map_or("", |own| own.issuer.id()).to_owned();
    let verdict = report.verdict();
    let error = |code, message: String| Some(Finding::error(code, pointer.clone(), message));
    let why = || report.reason().map(|finding| format!(": {finding}")).unwrap_or_default();
    let standing = verifier.endorsers().map(|registry| registry.standing(&issuer));
    let (outcome, finding) = match (verdict, standing) {
        (Verdict::NotVerified, _) => (
            CheckOutcome::Failed,
            error(Code::EndorsementNotVerified, format!("the endorsement is not verified{}", why())),
        ),
        (Verdict::Undecided, _) => {
            let message = format!("the endorsement could not be verified{}", why());
            (CheckOutcome::Unknown, error(Code::EndorsementUnknown, message))
        }
        _ if !found.is_in_credential && target != found.carrier => {
            let message = format!("the endorsement is about {}, not about what it stands in", quoted(&target));
            (CheckOutcome::Failed, error(Code::EndorsementNotVerified, message))
        }
        (_, Some(standing)) if standing != Some(Standing::Trusted) => {
            let message = format!("endorsements of {} do not count", quoted(&issuer));
            let finding = Finding::warning(Code::EndorsementNotCounted, pointer.clone(), message).with_value(&issuer);
            (CheckOutcome::Passed, Some(finding))
        }
        _ => (CheckOutcome::Passed, None),
    };
    let counts = outcome == CheckOutcome::Passed && finding.is_none();
    let is_listed = standing == Some(Some(Standing::Trusted));
    (Endorsement { pointer, target, report, counts, is_listed }, outcome, finding)
}

pub(super) fn worse(one: CheckOutcome, other: CheckOutcome) -> CheckOutcome {
    match (one, other) {
        (CheckOutcome::Failed, _) | (_, CheckOutcome::Failed) => CheckOutcome::Failed,
        (CheckOutcome::Unknown, _) | (_, CheckOutcome::Unknown) => CheckOutcome::Unknown,
        _ => CheckOutcome::Passed,
    }
}
