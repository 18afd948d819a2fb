//! Whether a newer edition of the badge was handed in.

use super::check::{Check, CheckOutcome, Step};
use super::needs::{Need, Purpose};
use super::report::Report;
use super::{Person, Resources, Verifier};
use crate::finding::{Code, Finding};
use crate::model::{AchievementCredential, Comparison};
use crate::text::quoted;

impl Verifier {
    /// The report of a newer edition, if its refresh service had one that verifies; otherwise this report, which says why not
    /// (Open Badges 3.0, section 9.3). It is followed once, and only where the badge itself is really its issuer's: nobody
    /// else may say where a newer one lies.
    pub(super) fn refreshed(&self, mut report: Report, resources: &Resources, person: Option<&Person>) -> Report {
        let step = Step::Refresh;
        let Some(credential) = &report.credential else { return report };
        let Some(service) = credential.refresh_service.clone() else {
            report.set(Check::new(step, CheckOutcome::NotApplicable, "the badge names no refresh service"));
            return report;
        };
        let is_bound = is_bound_to(&report);
        let bytes = resources.bytes(&service.id).filter(|_| is_bound);
        let Some(bytes) = bytes else {
            if is_bound {
                report.needs.push(Need::at(&service.id, Purpose::Refresh));
            }
            report.set(Check::new(step, CheckOutcome::NotApplicable, "no newer edition was handed in"));
            return report;
        };
        let mut newer = self.once(bytes, resources, report.at(), person);
        let from = credential.valid_from.to_string();
        let reason = match newer.compare(&report) {
            None | Some(Comparison::Different) => "it is another credential".to_owned(),
            // By its letters: other ways to write a DID may be another's.
            Some(_) if !is_same_issuer(&newer, credential) => "it is that of another issuer".to_owned(),
            // An older one may have ended, but it must be the issuer's.
            Some(Comparison::Same | Comparison::Older) if is_bound_to(&newer) => {
                let note = "the badge handed over is the current edition";
                report.set(Check::new(step, CheckOutcome::Passed, note));
                return report;
            }
            Some(Comparison::Newer) if newer.verdict().is_verified() => {
                let note =
                    format!("this is the current edition; the one handed over, valid from {from} on, is replaced");
                newer.set(Check::new(step, CheckOutcome::Passed, note));
                newer.replaces = Some(from);
                return newer;
            }
            Some(Comparison::Newer) if is_withdrawn(&newer) => {
                let message = "the issuer has replaced the badge by a newer edition, and revoked that";
                let finding = Finding::error(Code::StatusRevoked, "/refreshService", message);
                report.set(Check::failed(step, vec![finding]));
                return report;
            }
            Some(_) => {
                let why = newer.reason().map(|finding| format!(": {finding}")).unwrap_or_default();
                format!("it is {}{why}", newer.verdict())
            }
        };
        let message = format!("what {} has is no newer edition of the badge: {reason}", quoted(&service.id));
        let finding = Finding::warning(Code::RefreshNotAccepted, "/refreshService", message);
        report.set(Check::failed(step, vec![finding]).only_reported());
        report
    }
}

fn is_same_issuer(newer: &Report, credential: &AchievementCredential) -> bool {
    newer.credential.as_ref().is_some_and(|newer| newer.issuer.id() == credential.issuer.id())
}

/// Whether it is really the issuer's, and the issuer has taken it back.
fn is_withdrawn(newer: &Report) -> bool {
    is_bound_to(newer) && newer.outcome(Step::Status) == CheckOutcome::Failed
}

/// Whether it is really its issuer's.
fn is_bound_to(report: &Report) -> bool {
    [Step::Proof, Step::Binding].iter().all(|step| report.outcome(*step) == CheckOutcome::Passed)
}
