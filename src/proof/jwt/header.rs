//! The header of a token: who is said to have signed, and how.

use crate::document::{Document, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::key::{Algorithm, VerifyingKey};
use crate::text::quoted;

/// What a header says. It has these members and `typ` only: "Additional JOSE Headers are NOT allowed" (Open Badges 3.0,
/// section 8.2.3), so that those are refused as well which would do no harm.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) algorithm: Algorithm,
    pub(super) kid: Option<String>,
    pub(super) jwk: Option<VerifyingKey>,
}

impl Header {
    pub(super) fn read(document: &Document) -> Result<Self> {
        let root = document.root();
        // Before anything else: nothing that stands in such a header counts.
        let algorithm = algorithm(root)?;
        let mut header = Header { algorithm, kid: None, jwk: None };
        let mut findings = Vec::new();
        for (name, value) in root.members() {
            match &*name {
                "alg" => {}
                "kid" => match value.as_str().filter(|kid| !kid.is_empty()) {
                    Some(kid) => header.kid = Some(kid.into_owned()),
                    None => findings.push(bad(value, "`kid` in the header is not a text that names a key")),
                },
                "jwk" => match VerifyingKey::from_jwk(value) {
                    Ok(key) if key.algorithm() == algorithm => header.jwk = Some(key),
                    Ok(key) => findings.extend(super::wrong_key("/jwk", algorithm, &key).into_findings()),
                    Err(error) => findings.extend(error.into_findings()),
                },
                "typ" if value.as_str().is_some_and(|typ| is_credential(&typ)) => {}
                "typ" => {
                    findings.push(bad(value, &format!("`typ` in the header is {}, not `JWT`", quoted(value.raw()))));
                }
                "crit" => {
                    findings
                        .push(bad(value, "`crit` in the header demands extensions, which Open Badges does not allow"));
                }
                other => {
                    let message = format!(
                        "the header has the member {}; Open Badges allows only `alg`, `kid`, `jwk` and `typ`",
                        quoted(other)
                    );
                    findings.push(bad(value, &message));
                }
            }
        }
        if root.get("kid").is_none() && root.get("jwk").is_none() {
            findings.push(bad(root, "the header has neither `kid` nor `jwk`; one of them must say which key signed"));
        }
        Error::unless_empty(ErrorKind::Input, findings)?;
        Ok(header)
    }
}

fn algorithm(header: Node<'_>) -> Result<Algorithm> {
    let fault = |code, place: Node<'_>, message: String| Err(Error::input(code, place.pointer(), message));
    let Some(place) = header.get("alg") else {
        return fault(Code::JwtBadHeader, header, "the header has no `alg`".into());
    };
    let Some(name) = place.as_str() else {
        return fault(
            Code::JwtBadHeader,
            place,
            format!("`alg` in the header is {}, not a string", place.kind().noun()),
        );
    };
    // However it is written: some readers took `None` for something else than `none`.
    let small = name.to_ascii_lowercase();
    if small == "none" {
        return fault(
            Code::JwtInsecureAlgorithm,
            place,
            format!("the token is not signed: its `alg` is {}", quoted(&name)),
        );
    }
    if small.strip_prefix("hs").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        let message =
            format!("the token is signed with a shared secret, not with a key pair: its `alg` is {}", quoted(&name));
        return fault(Code::JwtInsecureAlgorithm, place, message);
    }
    match Algorithm::of_name(&name) {
        Some(algorithm) => Ok(algorithm),
        None => {
            let message = format!("tokens signed with {} are not checked by this crate", quoted(&name));
            let finding = Finding::error(Code::JwtUnknownAlgorithm, place.pointer(), message).with_value(&name);
            Err(Error::new(ErrorKind::Input, finding))
        }
    }
}

/// Whether a type is that of a JWT or of a credential as JWT; media types have no case, and `application/` may be left
/// out (RFC 7515, section 4.1.9).
fn is_credential(typ: &str) -> bool {
    let small = typ.to_ascii_lowercase();
    matches!(small.strip_prefix("application/").unwrap_or(&small), "jwt" | "vc+jwt" | "vc+ld+jwt")
}

fn bad(place: Node<'_>, message: &str) -> Finding {
    Finding::error(Code::JwtBadHeader, place.pointer(), message)
}
