//! Randomness for RSA: a caller's, to make keys, and the key's own, to hide from the clock what it computes with.

use std::convert::Infallible;
use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use rsa::rand_core::{TryCryptoRng, TryRng};
use sha2::Sha256;
use zeroize::Zeroizing;

/// So many bytes of a draw tell whether it is like the last one.
const TELLING: usize = 8;

/// A key of 4096 bits takes a few draws, if they are random; who goes round in a circle is not asked for ever.
const MOST_DRAWS: u32 = 10_000;

/// A caller's source of random bytes.
pub(super) struct Source<F> {
    fill: F,
    last: Zeroizing<[u8; TELLING]>,
    draws: u32,
    failure: Option<String>,
}

impl<F> Source<F> {
    pub(super) fn new(fill: F) -> Self {
        Source { fill, last: Zeroizing::new([0; TELLING]), draws: 0, failure: None }
    }

    /// Why it failed, if it did.
    pub(super) fn into_failure(self) -> Option<String> {
        self.failure
    }
}

/// The source failed; why is kept there.
#[derive(Debug)]
pub(super) struct Failed;

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no random bytes")
    }
}

impl std::error::Error for Failed {}

impl<E: fmt::Display, F: FnMut(&mut [u8]) -> Result<(), E>> TryRng for Source<F> {
    type Error = Failed;

    fn try_next_u32(&mut self) -> Result<u32, Failed> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Failed> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Failed> {
        // Primes are looked for until two are found: who repeats himself would be asked for ever.
        if self.failure.is_some() {
            return Err(Failed);
        }
        // Into long buffers, so that a repetition shows.
        let mut drawn = Zeroizing::new(vec![0; bytes.len().max(TELLING)]);
        if let Err(error) = (self.fill)(&mut drawn) {
            self.failure = Some(error.to_string());
            return Err(Failed);
        }
        let telling = drawn.first_chunk::<TELLING>().unwrap_or(&[0; TELLING]);
        self.draws += 1;
        let is_constant = telling.iter().all(|byte| telling.first() == Some(byte));
        if is_constant || *telling == *self.last || self.draws > MOST_DRAWS {
            self.failure = Some("it gave no random bytes".into());
            return Err(Failed);
        }
        *self.last = *telling;
        bytes.copy_from_slice(drawn.get(..bytes.len()).unwrap_or_default());
        Ok(())
    }
}

impl<E: fmt::Display, F: FnMut(&mut [u8]) -> Result<(), E>> TryCryptoRng for Source<F> {}

/// Bytes that nobody can know who has not the key: HMAC-SHA256 of a counter and of what is signed. With them the
/// exponentiation is blinded (RSA guidance of the CFRG), and still the same input gives the same steps.
pub(super) struct Blinding {
    mac: Hmac<Sha256>,
    counter: u64,
}

impl Blinding {
    /// None if HMAC does not take the secret; it takes any.
    pub(super) fn new(secret: &[u8], digest: &[u8]) -> Option<Self> {
        let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(secret).ok()?;
        Some(Blinding { mac: mac.chain_update(b"openbadges rsa blinding\0").chain_update(digest), counter: 0 })
    }
}

impl TryRng for Blinding {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(32) {
            self.counter += 1;
            let mac = self.mac.clone().chain_update(self.counter.to_be_bytes());
            let block: Zeroizing<[u8; 32]> = Zeroizing::new(mac.finalize().into_bytes().into());
            for (byte, random) in chunk.iter_mut().zip(*block) {
                *byte = random;
            }
        }
        Ok(())
    }
}

impl TryCryptoRng for Blinding {}
