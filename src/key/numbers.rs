//! RSA keys from their numbers, in whatever form these were written. All that reads RSA keys comes through here, so that
//! all forms take the same keys.

use rsa::BoxedUint;
use rsa::pkcs1::{RsaPrivateKeyRef, RsaPublicKeyRef, Version};
use rsa::pkcs8::der::Decode;
use rsa::traits::PrivateKeyParts;
use zeroize::Zeroizing;

use super::{SigningKey, VerifyingKey, rsa_size, unsupported};
use crate::error::{Error, Result};
use crate::finding::Code;

/// The numbers of a private key, big-endian; those that speed up signing may be left out.
pub(super) struct Numbers<'b> {
    pub(super) n: &'b [u8],
    pub(super) e: &'b [u8],
    pub(super) d: &'b [u8],
    pub(super) p: &'b [u8],
    pub(super) q: &'b [u8],
    pub(super) dp: Option<&'b [u8]>,
    pub(super) dq: Option<&'b [u8]>,
    pub(super) qi: Option<&'b [u8]>,
}

impl VerifyingKey {
    /// The RSA key of a modulus and an exponent, big-endian. The exponent is odd and less than 2^33: a longer one would
    /// make whoever checks a signature work for nothing.
    pub(super) fn from_modulus(n: &[u8], e: &[u8]) -> Result<Self> {
        let (n, e) = (trimmed(n), trimmed(e));
        // Before any computing with it.
        rsa_size(bits(n))?;
        let number = BoxedUint::from_be_slice_vartime;
        // Sixteen bytes are more than any exponent that is taken, and so are more of them.
        let key = rsa::PublicKey::new(number(n), number(e.get(..16).unwrap_or(e)));
        key.map(VerifyingKey::rsa).map_err(|_| Error::key(Code::KeyWeak, "the numbers are no RSA public key"))
    }

    /// RSAPublicKey of PKCS#1; none for other bytes.
    pub(super) fn from_pkcs1(der: &[u8]) -> Option<Result<Self>> {
        let key = RsaPublicKeyRef::from_der(der).ok()?;
        Some(VerifyingKey::from_modulus(key.modulus.as_bytes(), key.public_exponent.as_bytes()))
    }
}

impl SigningKey {
    /// The RSA key of these numbers. What follows from others is compared with them: a file that was damaged must not sign.
    /// That the primes are primes is not checked, as it would take long: a key of others signs wrongly, which is found then.
    pub(super) fn from_numbers(numbers: &Numbers<'_>, wrong: impl Fn(&str) -> Error) -> Result<Self> {
        let size = bits(trimmed(numbers.n));
        rsa_size(size)?;
        let fault = || wrong("the numbers are no RSA private key");
        // At the widths with which the library computes, so that it need not copy the secret ones.
        let size = u32::try_from(size).map_err(|_| fault())?;
        let number = |bytes: &[u8], size: u32| {
            BoxedUint::from_be_slice(trimmed(bytes), size).map(Zeroizing::new).map_err(|_| fault())
        };
        let half = size.div_ceil(2);
        let (mut d, mut p) = (number(numbers.d, size)?, number(numbers.p, half)?);
        let (mut q, n, e) = (number(numbers.q, half)?, number(numbers.n, size)?, number(numbers.e, 64)?);
        // Moved, not copied: what takes them wipes them.
        let take = |number: &mut Zeroizing<BoxedUint>| std::mem::replace(&mut **number, BoxedUint::zero());
        let primes = vec![take(&mut p), take(&mut q)];
        let key = rsa::PrivateKey::from_components((*n).clone(), (*e).clone(), take(&mut d), primes);
        let key = key.map_err(|_| fault())?;
        let is = |claimed: Option<&[u8]>, computed: Option<&BoxedUint>| {
            let computed = computed.map(|number| Zeroizing::new(number.to_be_bytes_trimmed_vartime().into_vec()));
            claimed.is_none_or(|claimed| computed.is_some_and(|computed| trimmed(&computed) == trimmed(claimed)))
        };
        let coefficient = key.crt_coefficient().map(Zeroizing::new);
        if !is(numbers.dp, key.dp()) || !is(numbers.dq, key.dq()) || !is(numbers.qi, coefficient.as_deref()) {
            return Err(wrong("the numbers of the RSA private key do not fit each other"));
        }
        SigningKey::from_rsa(key)
    }

    /// RSAPrivateKey of PKCS#1.
    pub(super) fn from_pkcs1(der: &[u8], wrong: impl Fn(&str) -> Error) -> Result<Self> {
        let key = RsaPrivateKeyRef::from_der(der).map_err(|_| wrong("the bytes are no RSA private key in PKCS#1"))?;
        if key.version() != Version::TwoPrime {
            return Err(unsupported("an RSA key has two primes"));
        }
        let numbers = Numbers {
            n: key.modulus.as_bytes(),
            e: key.public_exponent.as_bytes(),
            d: key.private_exponent.as_bytes(),
            p: key.prime1.as_bytes(),
            q: key.prime2.as_bytes(),
            dp: Some(key.exponent1.as_bytes()),
            dq: Some(key.exponent2.as_bytes()),
            qi: Some(key.coefficient.as_bytes()),
        };
        SigningKey::from_numbers(&numbers, wrong)
    }
}

/// A number without the zeros before it.
fn trimmed(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

fn bits(number: &[u8]) -> usize {
    let spare = number.first().map_or(0, |byte| byte.leading_zeros());
    (number.len() * 8).saturating_sub(usize::try_from(spare).unwrap_or_default())
}
