//! Keys as JSON: JWK and JWKS (RFC 7517), RSA and P-256 as in RFC 7518, Ed25519 as in RFC 8037.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rsa::BoxedUint;
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::signing::Private;
use super::verifying::Public;
use super::{Algorithm, Seed, SigningKey, VerifyingKey, unsupported};
use crate::document::{Document, Kind, Node};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// Members that only the owner of a key may have (RFC 7518, sections 6.2.2, 6.3.2 and 6.4.1).
pub(crate) const SECRET: [&str; 9] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

/// Longer texts are no JWK: the private one of RSA 4096 takes 4 kB.
const LONGEST: usize = 64 * 1024;

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
                let point = key.to_sec1_point(false);
                let (x, y) = (point.x().map(|x| encode(x)), point.y().map(|y| encode(y)));
                let (x, y) = (x.unwrap_or_default(), y.unwrap_or_default());
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

/// The members of a private JWK, borrowed from its text, so that no copy of them stays behind.
#[derive(Deserialize)]
struct PrivateJwk<'t> {
    kty: &'t str,
    #[serde(default, borrow)]
    crv: Option<&'t str>,
    #[serde(default)]
    x: Option<&'t str>,
    #[serde(default)]
    y: Option<&'t str>,
    #[serde(default)]
    d: Option<&'t str>,
    #[serde(default)]
    n: Option<&'t str>,
    #[serde(default)]
    e: Option<&'t str>,
    #[serde(default)]
    p: Option<&'t str>,
    #[serde(default)]
    q: Option<&'t str>,
    #[serde(default)]
    oth: Option<serde::de::IgnoredAny>,
    #[serde(default)]
    alg: Option<&'t str>,
    #[serde(default, rename = "use")]
    key_use: Option<&'t str>,
    #[serde(default)]
    key_ops: Option<Vec<&'t str>>,
}

impl SigningKey {
    /// Reads a private JWK: `d` beside the public members, for RSA `p` and `q` as well.
    ///
    /// # Errors
    /// `key.not-a-jwk` if a member is missing or wrong, or the public members are not those of the private key;
    /// `key.unsupported` for other kinds, curves, sizes and uses. The text, a secret, is not repeated.
    pub fn from_jwk(text: &str) -> Result<Self> {
        let wrong = |message: &str| Error::key(Code::KeyNotJwk, message);
        if text.len() > LONGEST {
            return Err(wrong("the text is too long for a JWK"));
        }
        let jwk: PrivateJwk<'_> = serde_json::from_str(text)
            .map_err(|_| wrong("the text is not a JWK, a JSON object with strings as members"))?;
        let bytes = |name: &str, value: Option<&str>| -> Result<Zeroizing<Vec<u8>>> {
            let value = value.ok_or_else(|| wrong(&format!("the private JWK has no `{name}`")))?;
            let bytes = decode(value).ok_or_else(|| wrong(&format!("`{name}` is not base64url without padding")))?;
            Ok(Zeroizing::new(bytes))
        };
        let key = match (jwk.kty, jwk.crv) {
            ("OKP", Some("Ed25519")) => {
                let d = bytes("d", jwk.d)?;
                let seed = d.as_slice().try_into().map_err(|_| wrong("`d` of an Ed25519 key has 32 bytes"))?;
                SigningKey::from_seed(&Seed::from_bytes(seed))
            }
            ("EC", Some("P-256")) => {
                let d = bytes("d", jwk.d)?;
                let key = Some(d).filter(|d| d.len() == 32).and_then(|d| p256::ecdsa::SigningKey::from_slice(&d).ok());
                SigningKey(Private::P256(key.ok_or_else(|| wrong("`d` is no private key of P-256 in 32 bytes"))?))
            }
            ("RSA", _) => {
                if jwk.oth.is_some() {
                    return Err(unsupported("an RSA key has two primes"));
                }
                let number = |name, value| bytes(name, value).map(|bytes| BoxedUint::from_be_slice_vartime(&bytes));
                let (n, e, d) = (number("n", jwk.n)?, number("e", jwk.e)?, number("d", jwk.d)?);
                super::rsa_size(usize::try_from(n.bit_width_vartime()).unwrap_or_default())?;
                let primes = vec![number("p", jwk.p)?, number("q", jwk.q)?];
                let key = rsa::PrivateKey::from_components(n, e, d, primes);
                SigningKey::from_rsa(key.map_err(|_| wrong("the numbers are no RSA private key"))?)?
            }
            ("OKP" | "EC", curve) => {
                return Err(unsupported(format!(
                    "keys of the curve {} are not supported",
                    quoted(curve.unwrap_or(""))
                )));
            }
            (kind, _) => return Err(unsupported(format!("JWKs of the kind {} are not supported", quoted(kind)))),
        };
        // Whoever is handed the public half must get the one that fits.
        let public = key.verifying_key();
        let claimed = match jwk.kty {
            "OKP" => jwk.x.is_none_or(|x| public.to_jwk().contains(&format!("\"x\":\"{x}\""))),
            "EC" => match (jwk.x, jwk.y) {
                (None, None) => true,
                (x, y) => {
                    public.to_jwk().ends_with(&format!(r#""x":"{}","y":"{}"}}"#, x.unwrap_or(""), y.unwrap_or("")))
                }
            },
            _ => true,
        };
        if !claimed {
            return Err(wrong("the public members of the JWK are not those of its private key"));
        }
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
    /// `key.not-a-jwk` if it is no set, holds two keys of one name, or one that is wrong in itself; `key.secret` if one
    /// holds private members; `key.weak`.
    pub fn read(document: &Document) -> Result<Self> {
        let root = document.root();
        let list = root.get("keys").filter(|keys| keys.kind() == Kind::Array);
        let list = list.ok_or_else(|| not_jwk(root, "a JWKS is an object with a list `keys`"))?;
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

/// Whether a public JWK says that it is for this.
fn allows(jwk: Node<'_>, algorithm: Algorithm, operation: &str) -> Result<()> {
    let text = |name: &str| jwk.get(name).map(|value| value.as_str().unwrap_or_default());
    let operations: Option<Vec<_>> = jwk.get("key_ops").map(|ops| ops.items().filter_map(Node::as_str).collect());
    let operations: Option<Vec<&str>> = operations.as_ref().map(|ops| ops.iter().map(|op| &**op).collect());
    let checked = allowed(text("alg").as_deref(), text("use").as_deref(), operations.as_deref(), algorithm, operation);
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

pub(crate) fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

fn not_jwk(place: Node<'_>, message: &str) -> Error {
    Error::input(Code::KeyNotJwk, place.pointer(), message)
}
