//! What may be baked: text that could be a signed credential.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use crate::document::{Document, Kind, Node};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::limits::Limits;
use crate::text::quoted;

/// A credential to be baked, without white space around it.
pub(super) struct Credential<'t> {
    pub(super) text: &'t str,
    pub(super) is_jws: bool,
}

impl<'t> Credential<'t> {
    /// `bake.not-a-credential` for what could not be one, as a key or a profile in its place; its signature is not checked.
    pub(super) fn read(bytes: &'t [u8], limits: &Limits) -> Result<Self> {
        let bytes = bytes.trim_ascii();
        if bytes.len() > limits.bytes() {
            let message = format!("the credential has {} bytes, more than the {} allowed", bytes.len(), limits.bytes());
            return Err(Error::limit(Code::BakeTooLarge, "", message));
        }
        match std::str::from_utf8(bytes) {
            Ok(text) if looks_like_jws(text) => {
                let mut parts = text.split('.');
                decoded(parts.next().unwrap_or_default(), "header", limits)?;
                decoded(parts.next().unwrap_or_default(), "payload", limits)?;
                Ok(Credential { text, is_jws: true })
            }
            Ok(text) => {
                is_signed(Document::parse_within(bytes, limits)?.root())?;
                Ok(Credential { text, is_jws: false })
            }
            Err(_) => Err(Document::parse_within(bytes, limits).err().unwrap_or_else(|| not("it is not UTF-8"))),
        }
    }
}

/// Three parts in base64url with points between them (RFC 7515, section 7.1), the first of which begins as `{` does, or white
/// space before it.
pub(super) fn looks_like_jws(text: &str) -> bool {
    let is_base64url = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    text.starts_with(['e', 'I', 'C', 'D']) && text.split('.').count() == 3 && text.split('.').all(is_base64url)
}

/// A part of a JWS must be an object.
fn decoded(part: &str, name: &str, limits: &Limits) -> Result<()> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(part);
    let bytes = bytes.map_err(|error| not(&format!("the {name} of the JWS is not base64url: {error}")))?;
    let document = Document::parse_within(&bytes, limits)
        .map_err(|error| not(&format!("the {name} of the JWS is not JSON: {error}")))?;
    match document.root().kind() {
        Kind::Object => Ok(()),
        kind => Err(not(&format!("the {name} of the JWS is {}, not an object", kind.noun()))),
    }
}

/// The type that every credential has, and no badge of Open Badges 1 or 2.
const TYPE: &str = "VerifiableCredential";

fn has_type(object: &Node<'_>) -> bool {
    let is = |node: &Node<'_>| node.as_str().is_some_and(|text| text == TYPE);
    object.get("type").is_some_and(|types| is(&types) || types.items().any(|item| is(&item)))
}

/// Whether a text is a credential, as JSON or as a JWT, also by the older rules that have it in `vc`.
pub(super) fn is_of_version_three(text: &str, limits: &Limits) -> bool {
    let is = |bytes: &[u8]| {
        Document::parse_within(bytes, limits).is_ok_and(|document| {
            let root = document.root();
            has_type(&root) || root.get("vc").is_some_and(|credential| has_type(&credential))
        })
    };
    if !looks_like_jws(text) {
        return text.starts_with('{') && is(text.as_bytes());
    }
    let payload = text.split('.').nth(1).unwrap_or_default();
    BASE64_URL_SAFE_NO_PAD.decode(payload).is_ok_and(|payload| is(&payload))
}

/// An object that says it is a credential and has a proof.
fn is_signed(root: Node<'_>) -> Result<()> {
    if root.kind() != Kind::Object {
        return Err(not(&format!("the JSON is {}, not an object", root.kind().noun())));
    }
    if !has_type(&root) {
        let types = root.get("type");
        let is = types.map_or_else(|| "missing".to_owned(), |types| quoted(types.raw()));
        return Err(not(&format!("its `type` is {is}, without `{TYPE}`")));
    }
    if root.get("proof").is_none() {
        return Err(not("it is not signed: it has no `proof`"));
    }
    Ok(())
}

fn not(why: &str) -> Error {
    Error::input(Code::BakeNotACredential, "", format!("what is to be baked is no signed credential: {why}"))
}
