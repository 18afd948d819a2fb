//! Whether what a badge links to is still what it was.

use super::check::{Check, CheckOutcome, Step};
use super::needs::{self, Need, Purpose};
use super::scope::Scope;
use crate::document::Document;
use crate::finding::{Code, Finding};
use crate::integrity::{Pinned, pinned, pins};
use crate::text::quoted;

/// More pins than this are not looked at; a badge has a few.
const MOST: usize = 100;

/// Each pin (`relatedResource`, VC Data Model 2.0, section 5.3) against what was handed in under its URL.
pub(super) fn check(document: &Document, scope: &Scope<'_>, needs: &mut Vec<Need>) -> Check {
    let step = Step::Linked;
    let (mut all, mut checked, mut findings) = (0usize, 0usize, Vec::new());
    let (mut differs, mut unknown) = (false, false);
    for (url, node) in pins(document.root()).take(MOST) {
        all += 1;
        let Some(bytes) = scope.resources.bytes(&url) else {
            needs::add(needs, [Need::at(&url, Purpose::Linked)]);
            continue;
        };
        checked += 1;
        let (code, message) = match pinned(node, bytes) {
            Pinned::Fits => continue,
            Pinned::Differs => {
                differs = true;
                (Code::LinkedDiffers, format!("what is at {} now is not what the badge was issued with", quoted(&url)))
            }
            Pinned::Unknown => {
                unknown = true;
                (Code::LinkedUnknownDigest, format!("{} has no digest of a kind that can be checked", quoted(&url)))
            }
        };
        findings.push(Finding::error(code, node.pointer(), message).with_value(&url));
    }
    if pins(document.root()).nth(MOST).is_some() {
        unknown = true;
        let message = format!("more than {MOST} things are pinned; the others were not looked at");
        findings.push(Finding::error(Code::LinkedUnknownDigest, "/relatedResource", message));
    }
    let outcome = match (all, checked) {
        (0, _) => return Check::new(step, CheckOutcome::NotApplicable, "the badge pins nothing"),
        (_, 0) => return Check::new(step, CheckOutcome::NotApplicable, "nothing of what the badge pins was handed in"),
        _ if differs => CheckOutcome::Failed,
        _ if unknown => CheckOutcome::Unknown,
        _ => CheckOutcome::Passed,
    };
    Check::new(step, outcome, format!("{checked} of {all} linked things were handed in")).with_findings(findings)
}
