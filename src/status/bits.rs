//! Entries of a few bits each, counted from the left-most bit.

use std::fmt;

use super::codec;
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::limits::Limits;

/// The fewest entries of a list (Bitstring Status List 1.0, sections 2.2 and 3.2): in a shorter one, nobody is hidden among
/// many.
pub const MINIMUM_LENGTH: u64 = 131_072;

/// The most bits of an entry. The standard sets no bound; eight make 256 messages, for each of which a text has to stand in
/// every credential.
pub const LARGEST_SIZE: u8 = 8;

/// The longest list that is made, in bytes: what others read by default.
const LONGEST: u64 = 16 << 20;

/// The bits of a status list (Bitstring Status List 1.0, sections 3.3, 3.4 and 7.1).
///
/// The first entry is in the left-most (most significant) bits of the first byte. How many bits an entry has
/// (`statusSize`) does not follow from the list: the entry in the credential says it.
///
/// ```
/// use openbadges::Limits;
/// use openbadges::status::Bitstring;
///
/// let mut bits = Bitstring::new(131_072, 1)?;
/// bits.set(94_567, 1, 1)?;
/// let text = bits.encode();
/// assert!(text.starts_with("uH4sI") && text.len() < 100);
/// let read = Bitstring::decode(&text, &Limits::default())?;
/// assert_eq!((read.get(94_567, 1)?, read.get(94_568, 1)?), (1, 0));
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Bitstring {
    bytes: Vec<u8>,
}

impl Bitstring {
    /// All zero, with room for at least this many entries of `size` bits; the last byte is full.
    ///
    /// # Errors
    /// `status.list-too-short` below [`MINIMUM_LENGTH`], `status.list-too-large` above 16 MiB, which is what verifiers of
    /// this crate read by default, `status.unsupported-size`.
    pub fn new(entries: u64, size: u8) -> Result<Self> {
        let bytes = entries.saturating_mul(checked(size)?).div_ceil(8);
        if entries < MINIMUM_LENGTH {
            let message = format!("a list of {entries} entries is too short: {MINIMUM_LENGTH} are the fewest");
            return Err(Error::input(Code::StatusListTooShort, "", message));
        }
        match usize::try_from(bytes) {
            Ok(length) if bytes <= LONGEST => Ok(Bitstring { bytes: vec![0; length] }),
            _ => {
                let message = format!("a list of {entries} entries has {bytes} bytes, more than {LONGEST}");
                Err(Error::limit(Code::StatusListTooLarge, "", message))
            }
        }
    }

    /// What others have as bytes, however short it is.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Bitstring { bytes }
    }

    /// The bytes, not compressed.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many entries of `size` bits there are.
    ///
    /// # Errors
    /// `status.unsupported-size`.
    pub fn entries(&self, size: u8) -> Result<u64> {
        let bits = u64::try_from(self.bytes.len()).unwrap_or(u64::MAX).saturating_mul(8);
        Ok(bits / checked(size)?)
    }

    /// Whether there are at least [`MINIMUM_LENGTH`] entries of `size` bits.
    ///
    /// # Errors
    /// `status.list-too-short` if not, `status.unsupported-size`.
    pub fn check_length(&self, size: u8) -> Result<()> {
        match self.entries(size)? {
            entries if entries < MINIMUM_LENGTH => {
                let message = format!("the list has {entries} entries of {size} bits, fewer than {MINIMUM_LENGTH}");
                Err(Error::input(Code::StatusListTooShort, "", message))
            }
            _ => Ok(()),
        }
    }

    /// The value of an entry of `size` bits.
    ///
    /// # Errors
    /// `status.index-out-of-range`, `status.unsupported-size`.
    pub fn get(&self, index: u64, size: u8) -> Result<u8> {
        let place = self.place(index, size)?;
        let (first, second) = (self.byte(place.byte), self.byte(place.byte + 1));
        let value = (u16::from_be_bytes([first, second]) << place.bit) >> (16 - u16::from(size));
        Ok(u8::try_from(value).unwrap_or(u8::MAX))
    }

    /// Sets an entry of `size` bits.
    ///
    /// # Errors
    /// As [`get`](Bitstring::get), and `status.value-out-of-range`.
    pub fn set(&mut self, index: u64, size: u8, value: u8) -> Result<()> {
        let place = self.place(index, size)?;
        if u16::from(value) >= 1 << size {
            let message = format!("an entry of {size} bits cannot hold {value}");
            return Err(Error::input(Code::StatusValueOutOfRange, "", message));
        }
        let left = 16 - u16::from(size) - place.bit;
        let [clear, set] = [((1_u16 << size) - 1) << left, u16::from(value) << left].map(u16::to_be_bytes);
        for (offset, (clear, set)) in clear.into_iter().zip(set).enumerate() {
            if let Some(byte) = self.bytes.get_mut(place.byte + offset) {
                *byte = *byte & !clear | set;
            }
        }
        Ok(())
    }

    /// The list as it is published: gzip, then multibase base64url without padding (`u`).
    pub fn encode(&self) -> String {
        codec::encode(&self.bytes)
    }

    /// What [`encode`](Bitstring::encode) wrote, or somebody else: see [`Encoded`](super::Encoded) for the forms that are
    /// read.
    ///
    /// # Errors
    /// `status.not-a-list`, `status.list-too-large`. How many entries there are is not asked: see
    /// [`check_length`](Bitstring::check_length).
    pub fn decode(text: &str, limits: &Limits) -> Result<Self> {
        codec::decode(text, limits).map(|(bits, _)| bits)
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn place(&self, index: u64, size: u8) -> Result<Place> {
        let entries = self.entries(size)?;
        let first = index.checked_mul(u64::from(size)).filter(|_| index < entries);
        let place = first.and_then(|first| Some((usize::try_from(first / 8).ok()?, u16::try_from(first % 8).ok()?)));
        let Some((byte, bit)) = place else {
            let message = format!("the list has {entries} entries of {size} bits, none with the index {index}");
            return Err(Error::input(Code::StatusIndexOutOfRange, "", message));
        };
        Ok(Place { byte, bit })
    }
}

/// Short, however long the list is.
impl fmt::Debug for Bitstring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bitstring({} bytes)", self.bytes.len())
    }
}

/// Where an entry begins; it ends in the same byte or in the next.
struct Place {
    byte: usize,
    bit: u16,
}

/// The bits of an entry, if they are so many as is supported.
pub(super) fn checked(size: u8) -> Result<u64> {
    if !(1..=LARGEST_SIZE).contains(&size) {
        let message = format!("entries of {size} bits are not supported: 1 to {LARGEST_SIZE} are");
        return Err(Error::input(Code::StatusUnsupportedSize, "", message));
    }
    Ok(u64::from(size))
}
