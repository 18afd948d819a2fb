//! Keys as JSON: JWK and JWKS (RFC 7517), RSA and P-256 as in RFC 7518, Ed25519 as in RFC 8037.

use std::borrow::Cow;
use std::collections::BTreeSet;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rsa::BoxedUint;
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::numbers::Numbers;
use super::signing::Private;
use super::verifying::Public;
use super::{Algorithm, SigningKey, VerifyingKey, unsupported};
use crate::document::{Document, Kind, Node};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// Members that only the owner of a key may have (RFC 7518, sections 6.2.2, 6.3.2 and 6.4.1).
pub(crate) const SECRET: [&str; 9] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

/// Longer texts are no JWK: the private one of RSA 4096 takes 4 kB.
const LONGEST: usize = 64 * 1024;

/// An institution has no more keys than this; each of RSA takes time.
const MOST_KEYS: usize = 1_000;

impl VerifyingKey {
    /// Reads a public JWK. `alg`, `use` and `key_ops`, where it has them, must allow checking signatures.
    ///
    /// ```
    /// use openbadges::Document;
    /// use openbadges::key::VerifyingKey;
    ///
    /// let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    /// let key = VerifyingKey::from_jwk(Document::parse(jwk.as_bytes())?.root())?;
    /// assert_eq!(key.thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    /// assert_eq!(key.to_jwk(), r#"{"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#);
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key.not-a-jwk` with the member that is missing or wrong, `key.secret` if it holds private members,
    /// `key.unsupported` for other kinds, curves, sizes and uses, `key.weak` for what is no safe key.
    pub fn from_jwk(jwk: Node<'_>) -> Result<Self> {
        if jwk.kind() != Kind::Object {
            return Err(not_jwk(jwk, "a JWK is an object"));
        }
        if let Some((name, value)) = jwk.members().find(|(name, _)| SECRET.contains(&&**name)) {
            let message = format!("a public key must not hold the private member {}", quoted(&name));
            return Err(Error::input(Code::KeySecret, value.pointer(), message));
        }
        let text = |name: &str| -> Result<String> {
            let value = jwk.get(name).ok_or_else(|| not_jwk(jwk, &format!("the JWK has no `{name}`")))?;
            value.as_str().map(Into::into).ok_or_else(|| not_jwk(value, "a member of a JWK is a string"))
        };
        let bytes = |name: &str| -> Result<Vec<u8>> {
            let place = jwk.get(name).unwrap_or(jwk);
            decode(&text(name)?).ok_or_else(|| not_jwk(place, "the value is not base64url without padding"))
        };
        let fixed = |name: &str| -> Result<[u8; 32]> {
            let place = jwk.get(name).unwrap_or(jwk);
            bytes(name)?.try_into().map_err(|_| not_jwk(place, "the value does not have 32 bytes"))
        };
        let curve = || -> Result<String> { text("crv") };
        let key = match text("kty")?.as_str() {
            "OKP" if curve()? == "Ed25519" => VerifyingKey::from_bytes(&fixed("x")?),
            "EC" if curve()? == "P-256" => {
                let point = [&[4][..], &fixed("x")?, &fixed("y")?].concat();
                VerifyingKey::from_point(&point)
            }
            "RSA" => {
                let (n, e) = (bytes("n")?, bytes("e")?);
                for (name, number) in [("n", &n), ("e", &e)] {
                    if number.first().is_none_or(|byte| *byte == 0) {
                        let place = jwk.get(name).unwrap_or(jwk);
                        return Err(not_jwk(place, "a number begins with no zero byte (RFC 7518, section 2)"));
                    }
                }
                VerifyingKey::from_modulus(&n, &e)
            }
            kind @ ("OKP" | "EC") => {
                Err(unsupported(format!("{kind} keys of the curve {} are not supported", quoted(&curve()?))))
            }
            kind => Err(unsupported(format!("JWKs of the kind {} are not supported", quoted(kind)))),
        };
        let key = key.map_err(|error| error.under(&jwk.pointer()))?;
        allows(jwk, key.algorithm(), "verify")?;
        Ok(key)
    }

    /// The key as a JWK of just the members that its kind requires, in their order: what
    /// [`thumbprint`](VerifyingKey::thumbprint) hashes.
    pub fn to_jwk(&self) -> String {
        match &self.0 {
            Public::Ed25519(key) => {
                format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, encode(key.as_bytes()))
            }
            Public::P256(key) => {
                let [x, y] = coordinates(key);
                format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#)
            }
            Public::Rsa(key) => {
                let (n, e) =
                    (encode(&key.n().to_be_bytes_trimmed_vartime()), encode(&key.e().to_be_bytes_trimmed_vartime()));
                format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#)
            }
        }
    }

    /// The thumbprint of the JWK with SHA-256 (RFC 7638), in base64url: a name for the key that follows from itself.
    pub fn thumbprint(&self) -> String {
        encode(&Sha256::digest(self.to_jwk()))
    }
}

/// The members of a private JWK, borrowed from its text, so that no copy of them stays behind. None is null.
#[derive(Deserialize)]
struct PrivateJwk<'t> {
    kty: &'t str,
    #[serde(default, borrow, deserialize_with = "present")]
    crv: Option<&'t str>,
    #[serde(default, deserialize_with = "present")]
    x: Option<&'t str>,
    #[serde(default, deserialize_with = "present")]
    y: Option<&'t str>,
    #[serde(default, deserialize_with = "present")]
    d: Option<&'t str>,
    #[serde(default, deserialize_with = "present")]
    n: Option<&'t str>,
    #[serde(default, deserialize_with = "present")]
    e: Option<&'t str>,
    #[serde(default, deserialize_with = "present")]
    p: Option<&'t str>,
    #[serde(default, deserialize_with = "present")]
    q: Option<&'t str>,
    #[serde(default, deserialize_with = "present")]
    dp: Option<&'t str>,
    #[serde(default, deserialize_with = "present")]
    dq: Option<&'t str>,
    #[serde(default, deserialize_with = "present")]
    qi: Option<&'t str>,
    #[serde(default)]
    oth: Option<IgnoredAny>,
    #[serde(default, deserialize_with = "present")]
    alg: Option<&'t str>,
    #[serde(default, rename = "use", deserialize_with = "present")]
    key_use: Option<&'t str>,
    #[serde(default)]
    key_ops: Option<Vec<&'t str>>,
}

fn present<'t, D: Deserializer<'t>>(value: D) -> std::result::Result<Option<&'t str>, D::Error> {
    Deserialize::deserialize(value).map(Some)
}

/// The names of an object's members, each of them once: of those that it does not know, and of arrays in place of objects,
/// serde would say nothing.
struct Names;

impl<'t> Deserialize<'t> for Names {
    fn deserialize<D: Deserializer<'t>>(value: D) -> std::result::Result<Self, D::Error> {
        value.deserialize_map(Names)
    }
}

impl<'t> Visitor<'t> for Names {
    type Value = Names;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> std::result::Result<Names, A::Error> {
        let mut names = BTreeSet::new();
        while let Some(name) = map.next_key::<String>()? {
            map.next_value::<IgnoredAny>()?;
            if !names.insert(name) {
                return Err(serde::de::Error::custom("a member stands twice"));
            }
        }
        Ok(Names)
    }
}

impl SigningKey {
    /// Reads a private JWK: `d` beside the public members, for RSA `p` and `q` as well.
    ///
    /// # Errors
    /// `key.not-a-jwk` if a member is missing, wrong or there twice, or the public members are not those of the private
    /// key; `key.unsupported` for other kinds, curves, sizes and uses. The text, a secret, is not repeated.
    pub fn from_jwk(text: &str) -> Result<Self> {
        let wrong = |message: &str| Error::key(Code::KeyNotJwk, message);
        if text.len() > LONGEST {
            return Err(wrong("the text is too long for a JWK"));
        }
        serde_json::from_str::<Names>(text)
            .map_err(|_| wrong("the text is not a JWK, a JSON object with each member once"))?;
        let jwk: PrivateJwk<'_> = serde_json::from_str(text)
            .map_err(|_| wrong("the text is not a JWK, whose members are strings without escapes"))?;
        let bytes = |name: &str, value: Option<&str>| -> Result<Zeroizing<Vec<u8>>> {
            let value = value.ok_or_else(|| wrong(&format!("the private JWK has no `{name}`")))?;
            decode_secret(value).ok_or_else(|| wrong(&format!("`{name}` is not base64url without padding")))
        };
        // Whoever is handed the public half must get the one that fits.
        let is = |name: &str, claimed: Option<&str>, member: String| match claimed {
            Some(claimed) if claimed != member => {
                Err(wrong(&format!("`{name}` of the JWK is not that of its private key")))
            }
            _ => Ok(()),
        };
        let key = match (jwk.kty, jwk.crv) {
            ("OKP", Some("Ed25519")) => {
                let d = bytes("d", jwk.d)?;
                let seed = d.as_slice().try_into().map_err(|_| wrong("`d` of an Ed25519 key has 32 bytes"))?;
                let key = ed25519_dalek::SigningKey::from_bytes(seed);
                is("x", jwk.x, encode(key.verifying_key().as_bytes()))?;
                SigningKey(Private::Ed25519(key))
            }
            ("EC", Some("P-256")) => {
                let d = bytes("d", jwk.d)?;
                let key = Some(d).filter(|d| d.len() == 32).and_then(|d| p256::ecdsa::SigningKey::from_slice(&d).ok());
                let key = key.ok_or_else(|| wrong("`d` is no private key of P-256 in 32 bytes"))?;
                let [x, y] = coordinates(key.verifying_key());
                is("x", jwk.x, x)?;
                is("y", jwk.y, y)?;
                SigningKey(Private::P256(key))
            }
            ("RSA", _) => {
                if jwk.oth.is_some() {
                    return Err(unsupported("an RSA key has two primes"));
                }
                let (n, e, d) = (bytes("n", jwk.n)?, bytes("e", jwk.e)?, bytes("d", jwk.d)?);
                for (name, number) in [("n", &n), ("e", &e)] {
                    if number.first().is_none_or(|byte| *byte == 0) {
                        return Err(wrong(&format!("`{name}` begins with a zero byte (RFC 7518, section 2)")));
                    }
                }
                let (p, q) = (bytes("p", jwk.p)?, bytes("q", jwk.q)?);
                let optional = |name, value: Option<&str>| value.map(|value| bytes(name, Some(value))).transpose();
                let (dp, dq, qi) = (optional("dp", jwk.dp)?, optional("dq", jwk.dq)?, optional("qi", jwk.qi)?);
                let [dp, dq, qi] = [&dp, &dq, &qi].map(|number| number.as_ref().map(|number| number.as_slice()));
                SigningKey::from_numbers(&Numbers { n: &n, e: &e, d: &d, p: &p, q: &q, dp, dq, qi }, wrong)?
            }
            ("OKP" | "EC", curve) => {
                let message = format!("keys of the curve {} are not supported", quoted(curve.unwrap_or("")));
                return Err(unsupported(message));
            }
            (kind, _) => return Err(unsupported(format!("JWKs of the kind {} are not supported", quoted(kind)))),
        };
        allowed(jwk.alg, jwk.key_use, jwk.key_ops.as_deref(), key.algorithm(), "sign")?;
        Ok(key)
    }

    /// The key as a private JWK.
    pub fn to_jwk(&self) -> Zeroizing<String> {
        let public = self.verifying_key().to_jwk();
        let mut jwk = Zeroizing::new(String::with_capacity(8 * 1024));
        jwk.push_str(public.strip_suffix('}').unwrap_or_default());
        let mut member = |name: &str, bytes: &[u8]| {
            let text = Zeroizing::new(encode(bytes));
            for part in [",\"", name, "\":\"", &text, "\""] {
                jwk.push_str(part);
            }
        };
        match &self.0 {
            Private::Ed25519(key) => member("d", key.as_bytes()),
            Private::P256(key) => member("d", &Zeroizing::new(key.to_bytes())),
            Private::Rsa(key) => {
                let number = |number: &BoxedUint| Zeroizing::new(number.to_be_bytes_trimmed_vartime().into_vec());
                member("d", &number(key.d()));
                let primes = key.primes().iter().map(|prime| number(prime));
                for (name, prime) in ["p", "q"].iter().zip(primes) {
                    member(name, &prime);
                }
                for (name, value) in [("dp", key.dp()), ("dq", key.dq())] {
                    if let Some(value) = value {
                        member(name, &number(value));
                    }
                }
                if let Some(value) = key.crt_coefficient() {
                    member("qi", &number(&value));
                }
            }
        }
        jwk.push('}');
        jwk
    }
}

/// A set of public keys with their names (JWKS, RFC 7517, section 5).
///
/// ```
/// use openbadges::Document;
/// use openbadges::key::{Jwks, Seed, SigningKey};
///
/// let key = SigningKey::from_seed(&Seed::from_bytes([7; 32])).verifying_key();
/// let set = Jwks::new().with_key("2026", key.clone());
/// let read = Jwks::read(&Document::parse(set.to_json().as_bytes())?)?;
/// assert_eq!(read.get("2026"), Some(&key));
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Jwks {
    keys: Vec<(Option<String>, VerifyingKey)>,
}

impl Jwks {
    /// No keys.
    pub fn new() -> Self {
        Jwks::default()
    }

    /// Adds a key with its name, `kid`.
    #[must_use]
    pub fn with_key(mut self, kid: impl Into<String>, key: VerifyingKey) -> Self {
        self.keys.push((Some(kid.into()), key));
        self
    }

    /// Reads a set. Keys of kinds that are not supported, or for other uses, are passed over, as RFC 7517 has it.
    ///
    /// # Errors
    /// `key.not-a-jwk` if it is no set, holds two keys of one name, one that is wrong in itself, or more than 1000; `key.secret` if one
    /// holds private members; `key.weak`.
    pub fn read(document: &Document) -> Result<Self> {
        let root = document.root();
        let list = root.get("keys").filter(|keys| keys.kind() == Kind::Array);
        let list = list.ok_or_else(|| not_jwk(root, "a JWKS is an object with a list `keys`"))?;
        if list.items().nth(MOST_KEYS).is_some() {
            return Err(not_jwk(list, &format!("a set has at most {MOST_KEYS} keys")));
        }
        let mut set = Jwks::new();
        for jwk in list.items() {
            let kid = match jwk.get("kid") {
                None => None,
                Some(kid) => Some(kid.as_str().ok_or_else(|| not_jwk(kid, "`kid` is a string"))?.into_owned()),
            };
            match VerifyingKey::from_jwk(jwk) {
                Ok(_) if kid.is_some() && set.keys.iter().any(|(other, _)| *other == kid) => {
                    return Err(not_jwk(
                        jwk,
                        &format!("two keys have the name {}", quoted(kid.as_deref().unwrap_or(""))),
                    ));
                }
                Ok(key) => set.keys.push((kid, key)),
                Err(error) if error.code() == Code::KeyUnsupported => {}
                Err(error) => return Err(error),
            }
        }
        Ok(set)
    }

    /// The key of a name.
    pub fn get(&self, kid: &str) -> Option<&VerifyingKey> {
        self.keys.iter().find(|(name, _)| name.as_deref() == Some(kid)).map(|(_, key)| key)
    }

    /// The keys and their names, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Option<&str>, &VerifyingKey)> {
        self.keys.iter().map(|(name, key)| (name.as_deref(), key))
    }

    /// The set as JSON, each key with `alg` and `use`.
    pub fn to_json(&self) -> String {
        let keys: Vec<String> = self
            .keys
            .iter()
            .map(|(kid, key)| {
                let jwk = key.to_jwk();
                let mut jwk = jwk.strip_suffix('}').unwrap_or_default().to_owned();
                jwk.push_str(&format!(r#","alg":"{}","use":"sig""#, key.algorithm()));
                if let Some(kid) = kid {
                    jwk.push_str(",\"kid\":");
                    crate::model::push_string(kid, &mut jwk);
                }
                jwk + "}"
            })
            .collect();
        format!("{{\"keys\":[{}]}}", keys.join(","))
    }
}

/// A key is no point at infinity, so that it has both.
fn coordinates(key: &p256::ecdsa::VerifyingKey) -> [String; 2] {
    let point = key.to_sec1_point(false);
    [point.x(), point.y()].map(|coordinate| coordinate.map(|bytes| encode(bytes)).unwrap_or_default())
}

/// Whether a public JWK says that it is for this.
fn allows(jwk: Node<'_>, algorithm: Algorithm, operation: &str) -> Result<()> {
    let string =
        |value: Node<'_>| value.as_str().map(Cow::into_owned).ok_or_else(|| not_jwk(value, "this is a string"));
    let text = |name: &str| jwk.get(name).map(string).transpose();
    let operations = |list: Node<'_>| match list.kind() {
        Kind::Array => list.items().map(string).collect::<Result<Vec<String>>>(),
        _ => Err(not_jwk(list, "`key_ops` is a list")),
    };
    let operations = jwk.get("key_ops").map(operations).transpose()?;
    let operations: Option<Vec<&str>> = operations.as_ref().map(|ops| ops.iter().map(|op| &**op).collect());
    let checked =
        allowed(text("alg")?.as_deref(), text("use")?.as_deref(), operations.as_deref(), algorithm, operation);
    checked.map_err(|error| error.under(&jwk.pointer()))
}

fn allowed(
    alg: Option<&str>,
    key_use: Option<&str>,
    operations: Option<&[&str]>,
    algorithm: Algorithm,
    operation: &str,
) -> Result<()> {
    if let Some(other) = alg.filter(|alg| Algorithm::of_name(alg) != Some(algorithm)) {
        return Err(unsupported(format!(
            "the JWK is for {}, which is not how it would be used: {algorithm}",
            quoted(other)
        )));
    }
    if let Some(other) = key_use.filter(|key_use| *key_use != "sig") {
        return Err(unsupported(format!("the JWK is for {}, not for signatures", quoted(other))));
    }
    if operations.is_some_and(|operations| !operations.contains(&operation)) {
        return Err(unsupported(format!("the JWK's `key_ops` do not allow `{operation}`")));
    }
    Ok(())
}

/// base64url without padding (RFC 7515, section 2), as strict as it is meant: no other alphabet, no spare bits.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text).ok()
}

/// The same, wiped even if decoding fails half-way.
fn decode_secret(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(vec![0; text.len()]);
    let length = BASE64_URL_SAFE_NO_PAD.decode_slice(text, bytes.as_mut_slice()).ok()?;
    bytes.truncate(length);
    Some(bytes)
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

fn not_jwk(place: Node<'_>, message: &str) -> Error {
    Error::input(Code::KeyNotJwk, place.pointer(), message)
}
