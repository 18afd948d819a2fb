//! What an endorsement is about. Whether it is genuine is seen when it is verified.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::Walk;
use crate::document::{Document, Node};
use crate::finding::{Code, Severity};
use crate::text::quoted;

/// An endorsement that is not about what carries it.
pub(super) struct Elsewhere<'d> {
    place: Node<'d>,
    target: Cow<'d, str>,
    /// Whether the credential carries it, which may be about anything in it.
    of_credential: bool,
}

/// The endorsements of an object.
pub(super) fn check<'d>(walk: &mut Walk<'d>, node: Node<'d>, of_credential: bool) {
    let own = node.get("id").and_then(Node::as_str);
    for endorsement in node.get("endorsement").into_iter().flat_map(Node::one_or_many) {
        if endorsement.get("type").is_some()
            && endorsement.get("proof").is_none_or(|p| p.one_or_many().next().is_none())
        {
            let message = "the endorsement has no proof: anybody could have written it";
            let remedy = "embed it as its issuer signed it, or leave it out";
            walk.report(Severity::Error, Code::ModelEndorsementUnsigned, endorsement, Some("proof"), message, remedy);
        }
        for subject in endorsement.get("credentialSubject").into_iter().flat_map(Node::one_or_many) {
            if let Some((place, target)) = subject.get("id").and_then(|place| Some((place, place.as_str()?)))
                && own.as_ref() != Some(&target)
            {
                walk.elsewhere.push(Elsewhere { place, target, of_credential });
            }
        }
    }
    for place in node.get("endorsementJwt").into_iter().flat_map(Node::one_or_many) {
        let Some(jws) = place.as_str().filter(|text| super::values::is_jws(text)) else { continue };
        match targets_of(&jws) {
            Some(targets) => {
                let others = targets.into_iter().filter(|target| own.as_deref() != Some(target));
                walk.elsewhere.extend(others.map(|t| Elsewhere { place, target: t.into(), of_credential }));
            }
            None => {
                let message = "the payload is no EndorsementCredential that says what it is about";
                let remedy = "embed a compact JWS of an EndorsementCredential";
                walk.error(Code::ModelEndorsementTarget, place, message, remedy);
            }
        }
    }
}

/// Every id of a subject in the payload of a JWS that nobody has verified yet, wherever verifiers look for it; none if
/// it is no EndorsementCredential.
fn targets_of(jws: &str) -> Option<Vec<String>> {
    let payload = URL_SAFE_NO_PAD.decode(jws.split('.').nth(1)?).ok()?;
    let document = Document::parse(&payload).ok()?;
    let claims = document.root();
    let sub = match claims.get("sub") {
        Some(sub) => Some(sub.as_str()?),
        None => None,
    };
    let forms = [claims.get("vc"), claims.get("credentialSubject").map(|_| claims)];
    let mut subjects = 0;
    let mut targets: Vec<_> = sub.iter().cloned().collect();
    for form in forms.into_iter().flatten() {
        let mut types = form.get("type").into_iter().flat_map(Node::one_or_many).filter_map(Node::as_str);
        types.find(|word| word == "EndorsementCredential")?;
        for subject in form.get("credentialSubject").into_iter().flat_map(Node::one_or_many) {
            subjects += 1;
            let ids: Vec<_> = ["id", "@id"].into_iter().filter_map(|name| subject.get(name)).collect();
            // In tokens of version 1.1 the claim `sub` may stand for the id.
            if ids.is_empty() && sub.is_none() {
                return None;
            }
            for id in ids {
                targets.push(id.as_str()?);
            }
        }
    }
    (subjects > 0).then(|| targets.into_iter().map(Into::into).collect())
}

/// Judges those that are about something else, now that everything in the credential is known.
pub(super) fn resolve<'d>(walk: &mut Walk<'d>) {
    let mut endorsable = std::mem::take(&mut walk.endorsable);
    endorsable.sort();
    for Elsewhere { place, target, of_credential } in std::mem::take(&mut walk.elsewhere) {
        let remedy = "put it where what it is about stands";
        match endorsable.binary_search(&target) {
            // The standard lets a credential carry endorsements of the achievement and the profiles in it.
            Ok(_) if of_credential => {}
            Ok(_) => {
                let message = format!("the endorsement is about {}, not about what it stands in", quoted(&target));
                walk.warning(Code::ModelEndorsementTarget, place, message, remedy);
            }
            Err(_) => {
                let message = format!("the endorsement is about {}, which is not in the credential", quoted(&target));
                walk.error(Code::ModelEndorsementTarget, place, message, remedy);
            }
        }
    }
}
