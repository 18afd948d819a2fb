//! Verification methods: one key with its name and its controller (Controlled Identifiers 1.0, section 2.2).

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::reading::holds_secret;
use super::{DidUrl, Relationship};
use crate::document::{Kind, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::key::VerifyingKey;
use crate::model::DateTimeZ;
use crate::text::{is_uri, quoted};

/// The most verification methods and references that are read. An institution that changes its key every month for
/// ten years has 120 of them, each listed twice.
pub(super) const MOST: usize = 256;

/// The longest public key in base58 that is decoded: RSA 4096 has 720 digits, and decoding takes the square of them.
const LONGEST_KEY: usize = 1_000;

/// The longest id or controller that is read.
const LONGEST_URL: usize = 8_192;

/// A verification method: a key, its name, and who controls it.
///
/// Read are `Multikey`, `JsonWebKey`, `JsonWebKey2020`, `Ed25519VerificationKey2018` and `Ed25519VerificationKey2020`.
/// Others are there as well, and [`key`](VerificationMethod::key) says why their key cannot be used.
#[derive(Debug, Clone)]
pub struct VerificationMethod {
    pub(super) id: String,
    pub(super) class: String,
    pub(super) controller: String,
    pub(super) key: Result<VerifyingKey>,
    pub(super) expires: Option<DateTimeZ>,
    pub(super) revoked: Option<DateTimeZ>,
    /// The relationship in which alone it stands, if it is embedded in one.
    pub(super) embedded: Option<Relationship>,
    /// Whether something of a private key stands in it.
    pub(super) is_leaked: bool,
}

impl VerificationMethod {
    /// Its id, an absolute URL.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its type, such as `Multikey`.
    pub fn class(&self) -> &str {
        &self.class
    }

    /// Who controls it.
    pub fn controller(&self) -> &str {
        &self.controller
    }

    /// The key.
    ///
    /// # Errors
    /// Why it cannot be used: `key.unsupported` for types and keys that the crate does not know, and the codes of
    /// [`VerifyingKey::from_multikey`] and [`VerifyingKey::from_jwk`].
    pub fn key(&self) -> Result<&VerifyingKey, &Error> {
        self.key.as_ref()
    }

    /// Until when the key may be used.
    pub fn expires(&self) -> Option<&DateTimeZ> {
        self.expires.as_ref()
    }

    /// From when on the key must not be used any more.
    pub fn revoked(&self) -> Option<&DateTimeZ> {
        self.revoked.as_ref()
    }

    /// The one relationship that the method is for, if it is embedded there.
    pub fn embedded_in(&self) -> Option<Relationship> {
        self.embedded
    }

    /// A method that says nothing more than its key.
    pub(super) fn plain(id: String, class: &str, controller: String, key: Result<VerifyingKey>) -> Self {
        let (class, is_leaked) = (class.to_owned(), false);
        VerificationMethod { id, class, controller, key, expires: None, revoked: None, embedded: None, is_leaked }
    }

    /// Reads a method; relative ids are of the document `base`. What is wrong goes to `findings`.
    pub(super) fn read(node: Node<'_>, base: Option<&str>, findings: &mut Vec<Finding>) -> Option<Self> {
        if node.kind() != Kind::Object {
            findings.push(malformed(node, "a verification method is an object"));
            return None;
        }
        let id = member(node, "id", findings).and_then(|id| url_of(id, base, findings));
        let class = member(node, "type", findings).and_then(|class| text_of(class, findings));
        let controller = member(node, "controller", findings).and_then(|at| url_of(at, None, findings));
        let expires = time_of(node, "expires", findings);
        let revoked = time_of(node, "revoked", findings);
        let (id, class, controller) = (id?, class?.into_owned(), controller?);
        let (key, is_leaked) = (key_of(node, &class), holds_secret(node));
        Some(VerificationMethod { id, class, controller, key, expires, revoked, embedded: None, is_leaked })
    }

    /// Whether the method may have signed at a moment, and what has become of it since.
    pub(super) fn period(&self, signed: DateTime<Utc>, now: DateTime<Utc>) -> Result<Vec<Finding>> {
        let mut since = Vec::new();
        let ends = [
            (&self.revoked, Code::DidKeyRevoked, Code::DidKeyRevokedSince, "was revoked", "has been revoked since"),
            (&self.expires, Code::DidKeyExpired, Code::DidKeyExpiredSince, "expired", "has expired since"),
        ];
        for (end, before, after, was, is) in ends {
            let Some(end) = end else { continue };
            if end.at() <= signed {
                let message = format!("the key {} {was} at {end}, before it signed", quoted(&self.id));
                return Err(Error::new(ErrorKind::Key, Finding::error(before, "", message).with_value(&self.id)));
            }
            if end.at() <= now {
                let message = format!("the key {} {is}, at {end}", quoted(&self.id));
                since.push(Finding::warning(after, "", message).with_value(&self.id));
            }
        }
        Ok(since)
    }
}

/// The key of a method of this type.
pub(super) fn key_of(node: Node<'_>, class: &str) -> Result<VerifyingKey> {
    let unusable = |place: Node<'_>, message: String| Error::input(Code::DidKeyUnusable, place.pointer(), message);
    let unsupported = |message| Err(Error::input(Code::KeyUnsupported, node.pointer(), message));
    let name = match class {
        "Multikey" | "Ed25519VerificationKey2020" => "publicKeyMultibase",
        "JsonWebKey" | "JsonWebKey2020" => "publicKeyJwk",
        "Ed25519VerificationKey2018" => "publicKeyBase58",
        other => return unsupported(format!("verification methods of the type {} are not supported", quoted(other))),
    };
    // Two forms of the key could be two keys.
    let forms: Vec<_> = node.members().filter(|(name, _)| name.starts_with("publicKey")).collect();
    let [(found, value)] = forms.as_slice() else {
        return Err(unusable(
            node,
            format!("a method of the type {} has its key in `{name}` and nowhere else", quoted(class)),
        ));
    };
    if found != name {
        return Err(unusable(*value, format!("a method of the type {} has its key in `{name}`", quoted(class))));
    }
    if name == "publicKeyJwk" {
        return VerifyingKey::from_jwk(*value);
    }
    let text = value.as_str().ok_or_else(|| unusable(*value, format!("`{name}` is a string")))?;
    if text.len() > LONGEST_KEY {
        return unsupported(format!("`{name}` is longer than any key that is supported"));
    }
    let key = if name == "publicKeyBase58" {
        let mut bytes = [0; 32];
        let length = bs58::decode(text.as_bytes()).onto(&mut bytes).ok();
        if length != Some(32) {
            return Err(unusable(*value, format!("{} is not 32 bytes in base58btc", quoted(&text))));
        }
        VerifyingKey::from_bytes(&bytes)
    } else {
        VerifyingKey::from_multikey(&text)
    };
    let key = key.map_err(|error| error.under(&value.pointer()))?;
    if class.starts_with("Ed25519") && key.algorithm() != crate::key::Algorithm::EdDsa {
        return Err(unusable(*value, format!("the key is none of Ed25519, as the type {} has it", quoted(class))));
    }
    Ok(key)
}

/// A JWK that stands at a URL. It does not say whose it is.
pub(super) fn of_jwk(jwk: Node<'_>, url: &str) -> Result<VerificationMethod> {
    let method = VerificationMethod::plain(url.to_owned(), "JsonWebKey", String::new(), VerifyingKey::from_jwk(jwk));
    // Seconds since 1970, as OpenID Federation 1.0 has it in its sets of earlier keys (section 8.7.2).
    let time = |end: Option<Node<'_>>| -> Result<Option<DateTimeZ>> {
        let Some(end) = end else { return Ok(None) };
        let seconds = end.as_number().and_then(|number| number.parse::<i64>().ok());
        let at = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        let wrong = || Error::new(ErrorKind::Input, malformed(end, "this is not a number of seconds since 1970"));
        Ok(Some(DateTimeZ::whole_seconds(at.ok_or_else(wrong)?)))
    };
    let expires = time(jwk.get("exp"))?;
    let revoked = match jwk.get("revoked") {
        Some(revoked) => time(Some(revoked.get("revoked_at").unwrap_or(revoked)))?,
        None => None,
    };
    Ok(VerificationMethod { expires, revoked, is_leaked: holds_secret(jwk), ..method })
}

/// The key that a URL stands for in the JWKS that it leads to, whatever else is in the set.
pub(super) fn in_jwks(set: Node<'_>, url: &str) -> Result<Option<VerificationMethod>> {
    let fragment = url.split_once('#').map_or(url, |(_, fragment)| fragment);
    let keys = || set.get("keys").into_iter().flat_map(Node::items);
    let mut meant = keys().filter(|jwk| {
        let kid = jwk.get("kid").and_then(Node::as_str);
        kid.is_some_and(|kid| kid == url || kid == fragment)
    });
    let (found, second) = (meant.next(), meant.next());
    if let Some(second) = second {
        return Err(Error::input(Code::DidDuplicateMethod, second.pointer(), "two keys of the set have one name"));
    }
    // A set of one needs no names.
    let only = || keys().next().filter(|jwk| keys().count() == 1 && jwk.get("kid").is_none());
    found.or_else(only).map(|jwk| of_jwk(jwk, url)).transpose()
}

/// Every key of a JWKS, by the name that is given.
pub(super) fn all_of_jwks<'d>(set: Node<'d>, name: &str) -> Result<Vec<(Node<'d>, Result<VerificationMethod>)>> {
    let keys = || set.get("keys").into_iter().flat_map(Node::items);
    if keys().count() > MOST {
        let message = format!("the set has more than {MOST} keys");
        return Err(Error::limit(Code::DidTooManyMethods, "/keys", message));
    }
    Ok(keys().map(|jwk| (jwk, of_jwk(jwk, name))).collect())
}

pub(super) fn is_jwks(node: Node<'_>) -> bool {
    node.get("keys").is_some_and(|keys| keys.kind() == Kind::Array)
}

pub(super) fn malformed(place: Node<'_>, message: impl Into<String>) -> Finding {
    Finding::error(Code::DidDocumentMalformed, place.pointer(), message)
}

fn member<'d>(node: Node<'d>, name: &str, findings: &mut Vec<Finding>) -> Option<Node<'d>> {
    let found = node.get(name);
    if found.is_none() {
        findings.push(malformed(node, format!("the member `{name}` is missing")));
    }
    found
}

pub(super) fn text_of<'d>(node: Node<'d>, findings: &mut Vec<Finding>) -> Option<Cow<'d, str>> {
    let text = node.as_str();
    if text.is_none() {
        findings.push(malformed(node, format!("expected a string, found {}", node.kind().noun())));
    }
    text
}

/// A URL: absolute, or a fragment of `base`.
pub(super) fn url_of(node: Node<'_>, base: Option<&str>, findings: &mut Vec<Finding>) -> Option<String> {
    let text = text_of(node, findings)?;
    let whole = match base.filter(|_| text.starts_with('#')) {
        Some(base) => format!("{base}{text}"),
        None => text.clone().into_owned(),
    };
    let is_good = whole.len() <= LONGEST_URL
        && if whole.starts_with("did:") { DidUrl::parse(&whole).is_ok() } else { is_uri(&whole) };
    if !is_good {
        let message = format!("{} is not an absolute URL, nor a fragment of the document's own", quoted(&text));
        findings.push(malformed(node, message).with_value(&text));
        return None;
    }
    Some(whole)
}

fn time_of(node: Node<'_>, name: &str, findings: &mut Vec<Finding>) -> Option<DateTimeZ> {
    let place = node.get(name)?;
    let text = text_of(place, findings)?;
    let time = text.parse().ok();
    if time.is_none() {
        let message = format!("{} is not a date and time with a zone", quoted(&text));
        findings.push(malformed(place, message).with_value(&text));
    }
    time
}
