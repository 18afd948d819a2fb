//! The claims of a payload, beside the members of the credential that they repeat.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, SecondsFormat, Utc};

use crate::document::{Document, Kind, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::limits::Limits;
use crate::model::{DateTimeZ, Version, push_string};
use crate::text::quoted;

/// The claims of RFC 7519, section 4.1. Others of IANA's registry have names that credentials use (`name`, `image`), so
/// these alone are no members of the credential.
pub(super) const CLAIMS: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

/// Members that beside a `vc` claim would be a second credential, or parts of one. `name` is not among them: OpenID
/// Connect has a claim of that name.
const MEMBERS: [&str; 18] = [
    "@context",
    "id",
    "type",
    "issuer",
    "credentialSubject",
    "issuanceDate",
    "expirationDate",
    "validFrom",
    "validUntil",
    "awardedDate",
    "credentialStatus",
    "credentialSchema",
    "refreshService",
    "termsOfUse",
    "evidence",
    "endorsement",
    "endorsementJwt",
    "proof",
];

const NANOS: i128 = 1_000_000_000;

/// The credential in a payload, and what its claims say beside it.
pub(crate) struct Claimed {
    pub(crate) credential: Document,
    /// Where the claims say something else, or are missing.
    pub(crate) errors: Vec<Finding>,
    /// What is odd about them.
    pub(crate) warnings: Vec<Finding>,
}

impl Claimed {
    /// An error only if there is no credential at all.
    pub(crate) fn read(payload: &Document, limits: &Limits) -> Result<Self> {
        let root = payload.root();
        let wrapped = root.get("vc");
        let credential = wrapped.unwrap_or(root);
        if credential.kind() != Kind::Object {
            let message = format!("the `vc` claim is {}, not a credential", credential.kind().noun());
            return Err(Error::input(Code::JwtClaimMalformed, credential.pointer(), message));
        }
        let mut pair = Pair {
            claims: root,
            credential,
            is_wrapped: wrapped.is_some(),
            changes: Vec::new(),
            errors: Vec::new(),
            warnings: Vec::new(),
        };
        pair.compare();
        let Pair { is_wrapped, changes, errors, warnings, .. } = pair;
        if is_wrapped && changes.is_empty() {
            return Ok(Claimed { credential: credential.to_document(), errors, warnings });
        }
        let without: &[&str] = if is_wrapped { &[] } else { &CLAIMS };
        let text = changed(credential, without, &changes);
        Ok(Claimed { credential: Document::parse_within(text.as_bytes(), limits)?, errors, warnings })
    }
}

/// The credential in a payload, if its claims say the same, and what is odd about them.
pub(super) fn credential(payload: &Document, limits: &Limits) -> Result<(Document, Vec<Finding>)> {
    let Claimed { credential, errors, warnings } = Claimed::read(payload, limits)?;
    Error::unless_empty(ErrorKind::Input, errors)?;
    Ok((credential, warnings))
}

/// The object without some members and with others in their place, or at its end; all else byte for byte.
fn changed(object: Node<'_>, without: &[&str], changes: &[(&str, String)]) -> String {
    let mut text = String::with_capacity(object.raw().len());
    let mut push = |name: &str, value: &str| {
        text.push(if text.is_empty() { '{' } else { ',' });
        push_string(name, &mut text);
        text.push(':');
        text.push_str(value);
    };
    for (name, value) in object.members().filter(|(name, _)| !without.contains(&&**name)) {
        let change = changes.iter().find(|(changed, _)| *changed == name);
        push(&name, change.map_or(value.raw(), |(_, text)| text));
    }
    for (name, value) in changes.iter().filter(|(name, _)| object.get(name).is_none()) {
        push(name, value);
    }
    if text.is_empty() {
        text.push('{');
    }
    text.push('}');
    text
}

/// A text as JSON.
pub(super) fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_string(text, &mut out);
    out
}

/// Where the id of an issuer stands, which may be the issuer itself.
pub(super) fn issuer_id(credential: Node<'_>) -> Option<Node<'_>> {
    let issuer = credential.get("issuer")?;
    if issuer.kind() == Kind::Object { issuer.get("id") } else { Some(issuer) }
}

struct Pair<'d> {
    claims: Node<'d>,
    credential: Node<'d>,
    /// Whether the credential stands in a `vc` claim, where members may be left out.
    is_wrapped: bool,
    /// Members that the claims add to the credential.
    changes: Vec<(&'static str, String)>,
    errors: Vec<Finding>,
    warnings: Vec<Finding>,
}

impl<'d> Pair<'d> {
    fn compare(&mut self) {
        if self.is_wrapped {
            for (name, value) in self.claims.members().filter(|(name, _)| MEMBERS.contains(&&**name)) {
                let message = format!("the member {} of a credential stands beside the `vc` claim", quoted(&name));
                self.errors.push(Finding::error(Code::JwtTwoCredentials, value.pointer(), message));
            }
        }
        self.issuer();
        if let Some(id) = self.same("jti", "id", self.credential.get("id")) {
            self.changes.push(("id", json(&id)));
        }
        self.subject();
        // The two names are those of version 1.1.
        let is_old = Version::of(self.credential) == Version::V1_1;
        self.date("nbf", if is_old { "issuanceDate" } else { "validFrom" });
        self.date("exp", if is_old { "expirationDate" } else { "validUntil" });
        self.others();
    }

    fn issuer(&mut self) {
        let Some(id) = self.same("iss", "issuer.id", issuer_id(self.credential)) else { return };
        let change = match self.credential.get("issuer") {
            Some(issuer) => changed(issuer, &[], &[("id", json(&id))]),
            None => json(&id),
        };
        self.changes.push(("issuer", change));
    }

    fn subject(&mut self) {
        let Some(list) = self.credential.get("credentialSubject") else {
            let absent = self.same("sub", "credentialSubject.id", None);
            if absent.is_some() {
                self.mismatch("sub", "the credential has no `credentialSubject`");
            }
            return;
        };
        let mut subjects = list.one_or_many();
        let (Some(subject), None) = (subjects.next(), subjects.next()) else {
            let message = "`sub` is the id of one subject, and the credential has none or several";
            let place = self.claims.get("sub").unwrap_or(list);
            self.errors.push(Finding::error(Code::JwtClaimMismatch, place.pointer(), message));
            return;
        };
        let Some(id) = self.same("sub", "credentialSubject.id", subject.get("id")) else { return };
        if subject.kind() != Kind::Object {
            return self.mismatch("sub", "the `credentialSubject` is no object");
        }
        let change = changed(subject, &[], &[("id", json(&id))]);
        let is_list = list.kind() == Kind::Array;
        self.changes.push(("credentialSubject", if is_list { format!("[{change}]") } else { change }));
    }

    /// Compares a claim with the member that it repeats; what the member lacks, if it may be left out.
    fn same(&mut self, claim: &str, name: &str, member: Option<Node<'_>>) -> Option<String> {
        let Some(place) = self.claims.get(claim) else {
            self.missing(claim, name, member.is_some());
            return None;
        };
        let Some(text) = place.as_str() else {
            self.malformed(place, &format!("`{claim}` is {}, not a string", place.kind().noun()));
            return None;
        };
        match member {
            None if self.is_wrapped => return Some(text.into_owned()),
            None => self.mismatch(claim, &format!("the credential has no `{name}`")),
            Some(member) if member.as_str().as_ref() == Some(&text) => {}
            Some(member) => {
                let shown = member.as_str().unwrap_or(Cow::Borrowed(member.raw()));
                self.mismatch(claim, &format!("`{name}` of the credential is {}", quoted(&shown)));
            }
        }
        None
    }

    /// Compares a date of JWT with that of a member.
    fn date(&mut self, claim: &str, name: &'static str) {
        let member = self.credential.get(name);
        let Some(place) = self.claims.get(claim) else { return self.missing(claim, name, member.is_some()) };
        let Some(moment) = place.as_number().and_then(numeric_date) else {
            let message = format!("`{claim}` is no number of seconds, without exponent and with nine decimals at most");
            return self.malformed(place, &message);
        };
        match member {
            // What sets an end for readers of JWTs sets it for all: the standard makes it the credential's.
            None if self.is_wrapped || claim == "exp" => match date_time(moment) {
                Some(text) => self.changes.push((name, json(&text))),
                None => self.malformed(place, &format!("`{claim}` lies outside the years 0 to 9999")),
            },
            None => self.mismatch(claim, &format!("the credential has no `{name}`")),
            Some(member) => {
                let date = member.as_str().and_then(|text| text.parse::<DateTimeZ>().ok());
                if date.map(|date| nanoseconds(&date)) != Some(moment) {
                    let shown = member.as_str().unwrap_or(Cow::Borrowed(member.raw()));
                    self.mismatch(claim, &format!("`{name}` of the credential is {}", quoted(&shown)));
                }
            }
        }
    }

    /// What the credential says nothing of must at least be what RFC 7519 says.
    fn others(&mut self) {
        if let Some(place) = self.claims.get("iat").filter(|iat| iat.kind() != Kind::Number) {
            self.malformed(place, &format!("`iat` is {}, not a number of seconds", place.kind().noun()));
        }
        if let Some(place) =
            self.claims.get("aud").filter(|aud| aud.one_or_many().any(|one| one.kind() != Kind::String))
        {
            self.malformed(place, "`aud` is neither a string nor a list of strings");
        }
    }

    /// `iss`, `jti` and `nbf` must always be there, the others if the credential has what they repeat.
    fn missing(&mut self, claim: &str, name: &str, has_member: bool) {
        let finding = |severity: fn(Code, String, String) -> Finding, message: String| {
            severity(Code::JwtClaimMissing, self.claims.pointer(), message)
        };
        match claim {
            "exp" if !has_member => {}
            // The standard demands it, yet nothing is contradicted: such badges have an identifier in its place.
            "sub" if !has_member => {
                let message = "the payload has no claim `sub`, as the subject has no `id`; the standard demands both";
                self.warnings.push(finding(Finding::warning, message.into()));
            }
            _ => {
                let message = format!("the payload has no claim `{claim}`, which repeats `{name}`");
                self.errors.push(finding(Finding::error, message));
            }
        }
    }

    fn malformed(&mut self, place: Node<'_>, message: &str) {
        self.errors.push(Finding::error(Code::JwtClaimMalformed, place.pointer(), message).with_value(place.raw()));
    }

    fn mismatch(&mut self, claim: &str, reason: &str) {
        let Some(place) = self.claims.get(claim) else { return };
        let shown = place.as_str().unwrap_or(Cow::Borrowed(place.raw()));
        let message = format!("the claim `{claim}` is {}, but {reason}", quoted(&shown));
        self.errors.push(Finding::error(Code::JwtClaimMismatch, place.pointer(), message).with_value(&shown));
    }
}

/// The nanoseconds since 1970 that a number of seconds stands for, exactly; none for exponents and more decimals.
pub(super) fn numeric_date(number: &str) -> Option<i128> {
    let (sign, digits) = number.strip_prefix('-').map_or((1, number), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_short = whole.len() <= 15 && fraction.len() <= 9;
    let is_plain = [whole, fraction].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if !is_short || !is_plain {
        return None;
    }
    let (whole, fraction): (i128, i128) = (whole.parse().ok()?, format!("{fraction:0<9}").parse().ok()?);
    Some(sign * (whole * NANOS + fraction))
}

/// The nanoseconds since 1970 of a date.
fn nanoseconds(date: &DateTimeZ) -> i128 {
    i128::from(date.at().timestamp()) * NANOS + i128::from(date.at().timestamp_subsec_nanos())
}

fn date_time(moment: i128) -> Option<String> {
    let seconds = i64::try_from(moment.div_euclid(NANOS)).ok()?;
    let fraction = u32::try_from(moment.rem_euclid(NANOS)).ok()?;
    let date = DateTime::<Utc>::from_timestamp(seconds, fraction).filter(|date| (0..=9999).contains(&date.year()))?;
    Some(date.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}
