//! PEM (RFC 7468): PKCS#8 and SPKI for all keys, SEC1 for P-256, PKCS#1 for RSA.

use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey, EncodePublicKey};
use p256::elliptic_curve::pkcs8::der::pem::{self, LineEnding};
use rsa::pkcs1::EncodeRsaPublicKey;
use rsa::pkcs8::der::asn1::{AnyRef, OctetStringRef};
use rsa::pkcs8::der::{Decode, Reader, SliceReader};
use rsa::pkcs8::{AlgorithmIdentifierRef, ObjectIdentifier, PrivateKeyInfoRef};
use zeroize::Zeroizing;

use super::signing::Private;
use super::verifying::Public;
use super::{SigningKey, VerifyingKey, unsupported};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// Longer texts are no PEM of one key: RSA 4096 takes 3.3 kB, and certificates may stand around it.
const LONGEST: usize = 64 * 1024;

/// The kinds of keys by their object identifiers (RFC 8410, RFC 5480, RFC 8017).
const ED25519: &str = "1.3.101.112";
const ELLIPTIC: &str = "1.2.840.10045.2.1";
const RSA: &str = "1.2.840.113549.1.1.1";

/// The curve P-256 (RFC 5480, section 2.1.1.1).
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");

impl SigningKey {
    /// Reads the private key in a PEM file: `PRIVATE KEY` (PKCS#8), `EC PRIVATE KEY` (SEC1) or `RSA PRIVATE KEY` (PKCS#1).
    /// What else stands in the file, such as certificates, is passed over.
    ///
    /// # Errors
    /// `key.not-pem` if there is no such block, more than one, or it cannot be read; `key.unsupported` for encrypted keys,
    /// other kinds, curves and sizes. The text, a secret, is not repeated.
    pub fn from_pem(text: &str) -> Result<Self> {
        let (label, body) = only_block(text, |label| label.ends_with("PRIVATE KEY"), "private key")?;
        match label {
            "PRIVATE KEY" => from_pkcs8(&decode(label, body)?),
            "EC PRIVATE KEY" => from_sec1(&decode(label, body)?, None),
            "RSA PRIVATE KEY" => {
                SigningKey::from_pkcs1(&decode(label, body)?, |message| Error::key(Code::KeyNotPem, message))
            }
            "ENCRYPTED PRIVATE KEY" => Err(encrypted()),
            other => {
                Err(unsupported(format!("{} is a form that is not read, but PKCS#8, SEC1 and PKCS#1", quoted(other))))
            }
        }
    }

    /// The key as PEM in PKCS#8 (`PRIVATE KEY`), without a password.
    pub fn to_pem(&self) -> Zeroizing<String> {
        // Those of the curves have one length; of RSA keys only those are taken that can be written.
        match &self.0 {
            Private::Ed25519(key) => {
                // Without the public half: version 1, which every tool reads.
                let pair = ed25519_dalek::pkcs8::KeypairBytes { secret_key: key.to_bytes(), public_key: None };
                pair.to_pkcs8_pem(LineEnding::LF).unwrap_or_default()
            }
            Private::P256(key) => p256::SecretKey::from(key).to_pkcs8_pem(LineEnding::LF).unwrap_or_default(),
            Private::Rsa(key) => key.to_pkcs8_pem(LineEnding::LF).unwrap_or_default(),
        }
    }
}

impl VerifyingKey {
    /// Reads the public key in a PEM file: `PUBLIC KEY` (SPKI) or `RSA PUBLIC KEY` (PKCS#1).
    ///
    /// # Errors
    /// `key.not-pem` if there is no such block, more than one, or it cannot be read; `key.unsupported` for other kinds,
    /// curves and sizes; `key.weak` for what is no safe key.
    pub fn from_pem(text: &str) -> Result<Self> {
        let (label, body) = only_block(text, |label| label.ends_with("PUBLIC KEY"), "public key")?;
        match label {
            "PUBLIC KEY" => from_spki(&decode(label, body)?),
            "RSA PUBLIC KEY" => {
                VerifyingKey::from_pkcs1(&decode(label, body)?).ok_or_else(|| unreadable("RSA key in PKCS#1"))?
            }
            other => Err(unsupported(format!("{} is a form that is not read, but SPKI and PKCS#1", quoted(other)))),
        }
    }

    /// The key as PEM in SPKI (`PUBLIC KEY`).
    pub fn to_pem(&self) -> String {
        let pem = match &self.0 {
            Public::Ed25519(key) => key.to_public_key_pem(LineEnding::LF),
            Public::P256(key) => key.to_public_key_pem(LineEnding::LF),
            Public::Rsa(key) => key.to_public_key_pem(LineEnding::LF),
        };
        pem.unwrap_or_default()
    }
}

fn from_pkcs8(der: &[u8]) -> Result<SigningKey> {
    let info = PrivateKeyInfoRef::from_der(der).map_err(|_| unreadable("private key in PKCS#8"))?;
    let key = match info.algorithm.oid.to_string().as_str() {
        ED25519 => {
            let key = ed25519_dalek::SigningKey::from_pkcs8_der(der);
            SigningKey(Private::Ed25519(key.map_err(|_| unreadable("Ed25519 key in PKCS#8"))?))
        }
        ELLIPTIC => from_sec1(info.private_key.as_bytes(), Some(curve(&info.algorithm)?))?,
        RSA => {
            has_rsa_parameters(&info.algorithm)?;
            SigningKey::from_pkcs1(info.private_key.as_bytes(), |message| Error::key(Code::KeyNotPem, message))?
        }
        other => return Err(other_kind(other)),
    };
    match info.public_key.map(|bits| bits.as_bytes()) {
        Some(public) if !public.is_some_and(|public| is_public_half(&key, public)) => Err(not_its_public_half()),
        _ => Ok(key),
    }
}

/// ECPrivateKey of SEC 1, section C.4, with the curve that stands around it, if it does.
fn from_sec1(der: &[u8], around: Option<ObjectIdentifier>) -> Result<SigningKey> {
    let wrong = || unreadable("P-256 key in SEC1");
    let (d, named, public) = ec_private_key(der).ok_or_else(wrong)?;
    match (around, named) {
        (None, None) => return Err(Error::key(Code::KeyNotPem, "the elliptic key does not name its curve")),
        (Some(curve), _) | (_, Some(curve)) if curve != P256 => return Err(other_curve(&curve)),
        _ => {}
    }
    let key = p256::ecdsa::SigningKey::from_slice(d).ok().filter(|_| d.len() == 32);
    let key = SigningKey(Private::P256(key.ok_or_else(wrong)?));
    if public.is_some_and(|public| !is_public_half(&key, public)) {
        return Err(not_its_public_half());
    }
    Ok(key)
}

/// The number, the curve, the point.
type EcPrivateKey<'d> = (&'d [u8], Option<ObjectIdentifier>, Option<&'d [u8]>);

/// The parts of an ECPrivateKey. The library reads it too, but
/// does not say of which curve a key is that it refuses.
fn ec_private_key(der: &[u8]) -> Option<EcPrivateKey<'_>> {
    use rsa::pkcs8::der::TagNumber;
    use rsa::pkcs8::der::asn1::{BitStringRef, ContextSpecific};
    let mut reader = SliceReader::new(der).ok()?;
    let parts = reader.sequence(|reader| {
        let version = u8::decode(reader)?;
        let d = <&OctetStringRef>::decode(reader)?.as_bytes();
        let curve =
            ContextSpecific::<ObjectIdentifier>::decode_explicit(reader, TagNumber(0))?.map(|field| field.value);
        let public = ContextSpecific::<BitStringRef<'_>>::decode_explicit(reader, TagNumber(1))?;
        rsa::pkcs8::der::Result::Ok((version, d, curve, public.map(|field| field.value.as_bytes().unwrap_or_default())))
    });
    let (version, d, curve, public) = parts.ok()?;
    (version == 1 && reader.is_finished()).then_some((d, curve, public))
}

/// Whether these bytes, which stand beside a private key, are its public half.
fn is_public_half(key: &SigningKey, bytes: &[u8]) -> bool {
    match &key.verifying_key().0 {
        Public::Ed25519(key) => key.as_bytes() == bytes,
        Public::P256(key) => [true, false].iter().any(|compress| key.to_sec1_point(*compress).as_bytes() == bytes),
        Public::Rsa(key) => key.to_pkcs1_der().is_ok_and(|der| der.as_bytes() == bytes),
    }
}

fn from_spki(der: &[u8]) -> Result<VerifyingKey> {
    let info = rsa::pkcs8::SubjectPublicKeyInfoRef::from_der(der);
    let info = info.map_err(|_| unreadable("public key in SPKI"))?;
    let bytes = info.subject_public_key.as_bytes().ok_or_else(|| unreadable("public key in SPKI"))?;
    match info.algorithm.oid.to_string().as_str() {
        ED25519 => match bytes.try_into() {
            Ok(bytes) if info.algorithm.parameters.is_none() => VerifyingKey::from_bytes(bytes),
            _ => Err(unreadable("Ed25519 key in SPKI")),
        },
        ELLIPTIC => match curve(&info.algorithm)? {
            P256 => VerifyingKey::from_point(bytes),
            other => Err(other_curve(&other)),
        },
        RSA => {
            has_rsa_parameters(&info.algorithm)?;
            VerifyingKey::from_pkcs1(bytes).ok_or_else(|| unreadable("RSA key in SPKI"))?
        }
        other => Err(other_kind(other)),
    }
}

/// The curve that an elliptic key names (RFC 5480, section 2.1.1): named it must be, not described.
fn curve(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<ObjectIdentifier> {
    algorithm.parameters_oid().map_err(|_| unreadable("elliptic key, which names its curve"))
}

/// Those of RSA are NULL (RFC 8017, section A.1).
fn has_rsa_parameters(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<()> {
    match algorithm.parameters {
        Some(parameters) if parameters == AnyRef::NULL => Ok(()),
        _ => Err(unreadable("RSA key, whose parameters are NULL")),
    }
}

fn other_kind(oid: &str) -> Error {
    unsupported(format!("keys of the kind {oid} are not supported, but Ed25519, P-256 and RSA"))
}

fn other_curve(oid: &ObjectIdentifier) -> Error {
    unsupported(format!("keys of the curve {oid} are not supported, but P-256 ({P256})"))
}

fn not_its_public_half() -> Error {
    Error::key(Code::KeyNotPem, "the public key that stands beside the private one is not its own")
}

fn encrypted() -> Error {
    unsupported("the key is encrypted: decrypt it first, `openssl pkey -in FILE`")
}

/// The bytes of a block, wiped even if decoding fails half-way. Lines of any length, and white space, are taken, as most
/// readers do; the base64 is decoded in a time that does not tell what it says.
fn decode(label: &str, body: &str) -> Result<Zeroizing<Vec<u8>>> {
    if body.contains(':') {
        return Err(if body.contains("ENCRYPTED") { encrypted() } else { unreadable("key: it has headers") });
    }
    let mut text = Zeroizing::new(String::with_capacity(body.len() * 66 / 64 + 2 * label.len() + 64));
    for part in ["-----BEGIN ", label, "-----"] {
        text.push_str(part);
    }
    for (i, character) in body.chars().filter(|character| !character.is_ascii_whitespace()).enumerate() {
        if i % 64 == 0 {
            text.push('\n');
        }
        text.push(character);
    }
    for part in ["\n-----END ", label, "-----\n"] {
        text.push_str(part);
    }
    let mut bytes = Zeroizing::new(vec![0; body.len()]);
    let length = pem::decode(text.as_bytes(), bytes.as_mut_slice()).map(|(_, der)| der.len());
    bytes.truncate(length.map_err(|_| Error::key(Code::KeyNotPem, "the PEM is not base64"))?);
    Ok(bytes)
}

/// The only block of a kind in the text: its label and what stands in it.
fn only_block<'t>(text: &'t str, is_wanted: fn(&str) -> bool, what: &str) -> Result<(&'t str, &'t str)> {
    const BEGIN: &str = "-----BEGIN ";
    let not_pem = |message: String| Err(Error::key(Code::KeyNotPem, message));
    if text.len() > LONGEST {
        return not_pem(format!("the file is longer than {LONGEST} bytes"));
    }
    let mut found = None;
    for (at, _) in text.match_indices(BEGIN) {
        let Some(block) = text.get(at..) else { continue };
        let label = block.strip_prefix(BEGIN).and_then(|rest| rest.split_once("-----")).map_or("", |(label, _)| label);
        if label.len() > 64 || !is_wanted(label) {
            continue;
        }
        let close = format!("-----END {label}-----");
        let Some(end) = block.find(&close) else {
            return not_pem(format!("the {what} has no end: `{close}` is missing"));
        };
        if found.is_some() {
            return not_pem(format!("the file holds more than one {what}"));
        }
        found = block.get(BEGIN.len() + label.len() + 5..end).map(|body| (label, body));
    }
    match found {
        Some(found) => Ok(found),
        None => not_pem(format!("the file holds no {what} in PEM")),
    }
}

fn unreadable(what: &str) -> Error {
    Error::key(Code::KeyNotPem, format!("the PEM cannot be read as a {what}"))
}
