//! Multikey (Controlled Identifiers 1.0, section 2.2.2): a kind of key as a varint, the key, and both in base58btc.

use rsa::pkcs1::{EncodeRsaPrivateKey, EncodeRsaPublicKey};
use zeroize::Zeroizing;

use super::signing::Private;
use super::verifying::Public;
use super::{Algorithm, Seed, SigningKey, VerifyingKey, multibase};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// What the first two bytes say: public keys, then secret ones.
const CODECS: [(Algorithm, [u8; 2], [u8; 2]); 3] = [
    (Algorithm::EdDsa, [0xed, 0x01], [0x80, 0x26]),
    (Algorithm::Es256, [0x80, 0x24], [0x86, 0x26]),
    // The key is RSAPublicKey or RSAPrivateKey of PKCS#1.
    (Algorithm::Rs256, [0x85, 0x24], [0x85, 0x26]),
];

/// The longest text that is decoded: decoding takes the square of it. The secret key of RSA 4096 has 2.4 kB.
const LONGEST: usize = 3_600;

impl VerifyingKey {
    /// Reads a Multikey: `z6Mk…` for Ed25519, `zDn…` for P-256, `z4MX…` and the like for RSA.
    ///
    /// # Errors
    /// `key.not-a-multikey` for anything else, `key.secret` for a secret Multikey, `key.weak` for what is no safe key,
    /// `key.unsupported` for RSA keys of other sizes. As the text may be a secret, no more of it is repeated than its start.
    pub fn from_multikey(text: &str) -> Result<Self> {
        let bytes = decode(text);
        let codec = |codec: &[u8; 2]| bytes.as_ref().and_then(|bytes| bytes.strip_prefix(codec));
        // Which would be repeated in a message.
        if CODECS.iter().any(|(.., secret)| codec(secret).is_some()) {
            return Err(Error::key(Code::KeySecret, "this is a secret Multikey, where a public one is expected"));
        }
        let found = CODECS.iter().find_map(|(algorithm, public, _)| Some((algorithm, codec(public)?)));
        let key = match found {
            Some((Algorithm::EdDsa, key)) => key.try_into().ok().map(VerifyingKey::from_bytes),
            Some((Algorithm::Es256, key)) if key.len() == 33 => Some(VerifyingKey::from_point(key)),
            Some((Algorithm::Rs256, key)) => VerifyingKey::from_pkcs1(key),
            _ => None,
        };
        key.unwrap_or_else(|| {
            // The text may be a secret one, mistaken for the public one or cut off: only what tells the kind is repeated.
            if CODECS.iter().any(|(.., secret)| codec(secret).is_some()) {
                return Err(Error::key(Code::KeySecret, "this is a secret Multikey, where a public one belongs"));
            }
            let start: String = text.chars().take(4).chain(text.chars().nth(4).map(|_| '…')).collect();
            let message = format!("{} is not the Multikey of an Ed25519, P-256 or RSA public key", quoted(&start));
            Err(Error::key(Code::KeyNotMultikey, message))
        })
    }

    /// The key as a Multikey. Controlled Identifiers 1.0 knows those of Ed25519 and P-256; for RSA the form is that of
    /// `did:key`.
    pub fn to_multikey(&self) -> String {
        match &self.0 {
            Public::Ed25519(key) => encode(self.algorithm(), false, key.as_bytes()),
            Public::P256(key) => encode(self.algorithm(), false, key.to_sec1_point(true).as_bytes()),
            // A modulus of 4096 bits fits into DER.
            Public::Rsa(key) => {
                let der = key.to_pkcs1_der().map(|der| der.into_vec()).unwrap_or_default();
                encode(self.algorithm(), false, &der)
            }
        }
    }
}

impl SigningKey {
    /// Reads a secret Multikey: `z3u2…` for Ed25519, `z42t…` for P-256.
    ///
    /// # Errors
    /// `key.not-a-multikey` for anything else, `key.unsupported` for RSA keys of other sizes. The text, a secret, is not
    /// repeated.
    pub fn from_multikey(text: &str) -> Result<Self> {
        let bytes = decode(text);
        let codec = |codec: &[u8; 2]| bytes.as_ref().and_then(|bytes| bytes.strip_prefix(codec));
        let found = CODECS.iter().find_map(|(algorithm, _, secret)| Some((algorithm, codec(secret)?)));
        let key = match found {
            Some((Algorithm::EdDsa, key)) => {
                key.try_into().ok().map(|seed| Ok(SigningKey::from_seed(&Seed::from_bytes(seed))))
            }
            Some((Algorithm::Es256, key)) => p256::ecdsa::SigningKey::from_slice(key)
                .ok()
                .filter(|_| key.len() == 32)
                .map(|key| Ok(SigningKey(Private::P256(key)))),
            Some((Algorithm::Rs256, key)) => {
                Some(SigningKey::from_pkcs1(key, |message| Error::key(Code::KeyNotMultikey, message)))
            }
            None => None,
        };
        key.unwrap_or_else(|| {
            let message = "the text is not the secret Multikey of an Ed25519, P-256 or RSA key";
            Err(Error::key(Code::KeyNotMultikey, message))
        })
    }

    /// The key as a secret Multikey (`secretKeyMultibase`).
    pub fn to_multikey(&self) -> Zeroizing<String> {
        let text = match &self.0 {
            Private::Ed25519(key) => encode(self.algorithm(), true, key.as_bytes()),
            Private::P256(key) => encode(self.algorithm(), true, &Zeroizing::new(key.to_bytes())),
            Private::Rsa(key) => {
                // A key that was taken can be written.
                let der = key.to_pkcs1_der().map(|der| der.to_bytes()).unwrap_or_default();
                encode(self.algorithm(), true, &der)
            }
        };
        Zeroizing::new(text)
    }
}

fn encode(of: Algorithm, is_secret: bool, key: &[u8]) -> String {
    let codec = CODECS.iter().find(|(algorithm, ..)| *algorithm == of);
    let codec = codec.map(|(_, public, secret)| if is_secret { *secret } else { *public }).unwrap_or_default();
    let mut bytes = Zeroizing::new(Vec::with_capacity(2 + key.len()));
    bytes.extend(codec);
    bytes.extend(key);
    multibase::encode(&bytes)
}

/// The bytes, wiped even if decoding fails half-way.
fn decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let digits = text.strip_prefix('z').filter(|digits| digits.len() <= LONGEST)?;
    let mut bytes = Zeroizing::new(vec![0; digits.len()]);
    let length = bs58::decode(digits).onto(bytes.as_mut_slice()).ok()?;
    bytes.truncate(length);
    Some(bytes)
}
