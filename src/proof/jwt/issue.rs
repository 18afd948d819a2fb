//! Credentials secured as JWT.

use crate::document::{Document, Kind, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::key::{Signer, VerifyingKey, jwk, signer};
use crate::limits::Limits;
use crate::model::{DateTimeZ, Version};
use crate::text::{is_uri, quoted};

use super::claims::{CLAIMS, issuer_id, json};

/// What the header says of the key: its name, the key itself, or both.
///
/// ```
/// use openbadges::proof::jwt::JwtOptions;
///
/// // 1EdTech's validator dereferences the one or takes the other.
/// let named = JwtOptions::kid("https://example.edu/keys#1");
/// let both = JwtOptions::kid("did:web:example.edu#key-1").with_jwk().without_typ();
/// assert_ne!(named, both);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JwtOptions {
    kid: Option<String>,
    has_jwk: bool,
    has_typ: bool,
}

impl JwtOptions {
    /// The header names the key by an absolute URI that leads to it.
    pub fn kid(kid: impl Into<String>) -> Self {
        JwtOptions { kid: Some(kid.into()), has_jwk: false, has_typ: true }
    }

    /// The header holds the public key. Whose it is does not follow from that.
    pub fn jwk() -> Self {
        JwtOptions { kid: None, has_jwk: true, has_typ: true }
    }

    /// The header holds the public key as well.
    #[must_use]
    pub fn with_jwk(mut self) -> Self {
        self.has_jwk = true;
        self
    }

    /// The header names the key as well.
    #[must_use]
    pub fn with_kid(mut self, kid: impl Into<String>) -> Self {
        self.kid = Some(kid.into());
        self
    }

    /// The header does not say `"typ": "JWT"`, which is optional.
    #[must_use]
    pub fn without_typ(mut self) -> Self {
        self.has_typ = false;
        self
    }

    fn header(&self, key: &VerifyingKey) -> Result<String> {
        let mut header = format!("{{\"alg\":\"{}\"", key.algorithm());
        if self.has_typ {
            header.push_str(",\"typ\":\"JWT\"");
        }
        if let Some(kid) = &self.kid {
            if !is_uri(kid) {
                let message =
                    format!("the `kid` {} is not an absolute URI, by which the key could be found", quoted(kid));
                return Err(Error::input(Code::InputNotUri, "", message));
            }
            header.extend([",\"kid\":", &json(kid)]);
        }
        if self.has_jwk {
            header.extend([",\"jwk\":", &key.to_jwk()]);
        }
        header.push('}');
        Ok(header)
    }
}

/// The credential as compact JWS: its own members in compact form, then the claims that repeat some of them (Open Badges
/// 3.0, section 8.2.4). A proof in it stays there: embedded proofs are made before the JWT.
///
/// ```
/// use openbadges::Document;
/// use openbadges::key::{Seed, SigningKey};
/// use openbadges::proof::jwt::{JwtOptions, Token, sign};
///
/// let credential = Document::parse(br#"{
///     "@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:x:1", "issuer": "did:example:issuer",
///     "validFrom": "2026-05-01T09:00:00Z", "credentialSubject": {"id": "did:example:learner"}
/// }"#)?;
/// let key = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
/// let text = sign(&credential, &key, &JwtOptions::kid("did:example:issuer#key-1"))?;
/// let token = Token::read(text.as_bytes())?;
/// token.check(&key.verifying_key())?;
/// assert_eq!(token.payload().root().get("nbf").unwrap().as_number(), Some("1777626000"));
/// assert_eq!(token.credential()?, credential);
/// # Ok::<(), openbadges::Error>(())
/// ```
///
/// This signs whatever has the members that claims are made of, whoever issued it, and asks neither whether it is a valid
/// credential nor whether the key is the issuer's.
///
/// # Errors
/// All of `jwt.not-issuable`: a credential of VCDM 1.1, one without `id`, `issuer`, `validFrom`, or the subject's `id`,
/// with fractions of seconds in its validity, or with members that are named like claims. `input.not-a-uri` for the
/// `kid`, `json.*` if the token would be beyond the default [`Limits`], `key.signer-failed` and `key.signer-wrong`.
pub fn sign(credential: &Document, signer: &dyn Signer, options: &JwtOptions) -> Result<String> {
    let prepared = prepare(credential, &signer.verifying_key(), options)?;
    let signature = signer::checked(signer, prepared.bytes())?;
    Ok(prepared.with_signature(&signature))
}

/// The bytes to sign, for signers that take their time; [`sign`] says of what.
///
/// ```
/// # use openbadges::key::{Algorithm, Signer, SigningKey};
/// # let credential = openbadges::Document::parse(br#"{
/// #     "@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:x:1", "issuer": "did:example:issuer",
/// #     "validFrom": "2026-05-01T09:00:00Z", "credentialSubject": {"id": "did:example:learner"}
/// # }"#)?;
/// # let service = SigningKey::generate(Algorithm::Es256, |b| { b.fill(7); Ok::<_, &str>(()) })?;
/// # let key = service.verifying_key();
/// use openbadges::proof::jwt::{JwtOptions, Token, prepare};
///
/// let prepared = prepare(&credential, &key, &JwtOptions::jwk())?;
/// let signature = service.sign(prepared.bytes()).unwrap(); // somewhere else, some time later
/// let text = prepared.attach(&signature)?;
/// Token::read(text.as_bytes())?.check(&key)?;
/// # Ok::<(), openbadges::Error>(())
/// ```
///
/// # Errors
/// As [`sign`], but for the signer's.
pub fn prepare(credential: &Document, key: &VerifyingKey, options: &JwtOptions) -> Result<Prepared> {
    let header = options.header(key)?;
    let payload = payload(credential)?;
    // Nothing goes out that nobody reads: within the limits that readers begin with.
    let limits = Limits::default();
    Document::parse_within(payload.as_bytes(), &limits)?;
    let signing_input = format!("{}.{}", jwk::encode(header.as_bytes()), jwk::encode(payload.as_bytes()));
    // The longest signature has 683 characters.
    let length = signing_input.len() + 1 + 683;
    if length > limits.bytes() {
        let message = format!("the token would have {length} bytes, more than the {} that are read", limits.bytes());
        return Err(Error::limit(Code::JsonTooLarge, "", message));
    }
    Ok(Prepared { signing_input, key: key.clone() })
}

/// A token that lacks its signature.
#[derive(Debug, Clone)]
pub struct Prepared {
    signing_input: String,
    key: VerifyingKey,
}

impl Prepared {
    /// What is to be signed.
    pub fn bytes(&self) -> &[u8] {
        self.signing_input.as_bytes()
    }

    /// The key that is to sign it.
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    /// The token, once the signature has been found to be the key's. Its form is that of JOSE, see
    /// [`Signer::sign`].
    ///
    /// # Errors
    /// `key.signer-wrong` if it does not fit.
    pub fn attach(self, signature: &[u8]) -> Result<String> {
        signer::fits(&self.key, self.bytes(), signature)?;
        Ok(self.with_signature(signature))
    }

    fn with_signature(self, signature: &[u8]) -> String {
        format!("{}.{}", self.signing_input, jwk::encode(signature))
    }
}

/// The credential with its claims.
fn payload(credential: &Document) -> Result<String> {
    let root = credential.root();
    if root.kind() != Kind::Object {
        return Err(Error::new(ErrorKind::Input, unfit(root, "a credential is an object")));
    }
    let mut findings = Vec::new();
    for (name, value) in root.members().filter(|(name, _)| *name == "vc" || CLAIMS.contains(&&**name)) {
        findings
            .push(unfit(value, &format!("the credential has a member {}, which is a claim of JWTs", quoted(&name))));
    }
    if Version::of(root) == Version::V1_1 {
        findings.push(unfit(root, "credentials of version 1.1 of the data model are only read, not issued"));
    }
    let mut claims = String::new();
    let mut text = |claim: &str, name: &str, member: Option<Node<'_>>, place: Node<'_>| match member {
        Some(member) => match member.as_str() {
            Some(text) => claims.extend([",\"", claim, "\":", &json(&text)]),
            None => findings.push(unfit(member, &format!("`{name}` is not a string, so that it cannot be `{claim}`"))),
        },
        None => {
            let finding =
                unfit(place, &format!("the credential has no `{name}`, of which the claim `{claim}` is made"));
            findings.push(match claim {
                "sub" => {
                    finding.with_remedy("give the recipient an id, or secure the credential with an embedded proof")
                }
                _ => finding,
            });
        }
    };
    text("iss", "issuer.id", issuer_id(root), root.get("issuer").unwrap_or(root));
    text("jti", "id", root.get("id"), root);
    let subject = root.get("credentialSubject").unwrap_or(root);
    let mut subjects = subject.one_or_many();
    match (subjects.next(), subjects.next()) {
        (Some(subject), None) if !subject.is_root() => text("sub", "credentialSubject.id", subject.get("id"), subject),
        (Some(root), None) => text("sub", "credentialSubject.id", None, root),
        _ => findings.push(unfit(subject, "the claim `sub` is made of one subject, neither of none nor of several")),
    }
    for (claim, name) in [("nbf", "validFrom"), ("exp", "validUntil")] {
        let Some(member) = root.get(name) else {
            if claim == "nbf" {
                findings.push(unfit(root, "the credential has no `validFrom`, of which the claim `nbf` is made"));
            }
            continue;
        };
        match member.as_str().and_then(|text| text.parse::<DateTimeZ>().ok()).map(|date| date.at()) {
            Some(at) if at.timestamp_subsec_nanos() == 0 => {
                claims.push_str(&format!(",\"{claim}\":{}", at.timestamp()));
            }
            Some(_) => {
                let message = format!("`{name}` has fractions of a second, so that `{claim}` cannot equal it");
                findings.push(unfit(member, &message).with_remedy("write it in whole seconds"));
            }
            None => findings.push(unfit(member, &format!("`{name}` is not a date and time with a zone"))),
        }
    }
    Error::unless_empty(ErrorKind::Input, findings)?;
    let mut payload = credential.to_compact();
    payload.pop();
    payload.push_str(&claims);
    payload.push('}');
    Ok(payload)
}

fn unfit(place: Node<'_>, message: &str) -> Finding {
    Finding::error(Code::JwtNotIssuable, place.pointer(), message)
}
