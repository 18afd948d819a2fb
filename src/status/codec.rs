//! Status lists as text: gzip (RFC 1952) in base64 (RFC 4648).

use std::io::{Read, Write};

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;

use super::Bitstring;
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::limits::Limits;
use crate::text::quoted;

/// Either way of ending is read, spare bits are not.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// How a list was encoded.
///
/// Bitstring Status List 1.0 has multibase `u`, StatusList2021 bare base64. In the wild each is found where the other should
/// be, and padding at the end of both; nothing of that can be mistaken for something else, because gzip begins with `H4s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Encoded {
    /// Whether `u` stands before it (multibase).
    pub is_multibase: bool,
    /// Whether its letters are those of base64url, also where they are those of base64 alike.
    pub is_url_safe: bool,
    /// Whether it ends in `=`.
    pub is_padded: bool,
}

impl Encoded {
    /// As Bitstring Status List 1.0, section 2.2, demands it.
    pub fn is_bitstring(self) -> bool {
        self.is_multibase && self.is_url_safe && !self.is_padded
    }
}

pub(super) fn encode(bytes: &[u8]) -> String {
    let compressed = gzip(bytes);
    let mut text = String::with_capacity(1 + compressed.len().div_ceil(3) * 4);
    text.push('u');
    BASE64_URL_SAFE_NO_PAD.encode_string(compressed, &mut text);
    text
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// The list, and how it was encoded.
pub(super) fn decode(text: &str, limits: &Limits) -> Result<(Bitstring, Encoded)> {
    let (is_multibase, body) = text.strip_prefix('u').map_or((false, text), |body| (true, body));
    let is_url_safe = is_multibase || !body.contains(['+', '/']);
    let encoded = Encoded { is_multibase, is_url_safe, is_padded: body.ends_with('=') };
    let alphabet = if is_url_safe { &URL_SAFE } else { &STANDARD };
    let compressed = GeneralPurpose::new(alphabet, LENIENT).decode(body).map_err(|error| {
        let letters = if is_url_safe { "base64url" } else { "base64" };
        not_a_list(&format!("the encoded list {} is not {letters}: {error}", quoted(text)))
    })?;
    let most = limits.status_list_bytes();
    let mut decoder = GzDecoder::new(compressed.as_slice());
    // Read to its end, one byte beyond what is allowed at most: only there is the checksum compared.
    let allowed = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    (&mut decoder).take(allowed).read_to_end(&mut bytes).map_err(|error| {
        not_a_list(&format!("the encoded list {} is not gzip, or not all of it: {error}", quoted(text)))
    })?;
    if bytes.len() > most {
        let message = format!("the list is, decompressed, longer than the {most} bytes allowed");
        return Err(Error::limit(Code::StatusListTooLarge, "", message));
    }
    // Readers differ on what comes after the first member: some read a second one, some stop.
    let rest = decoder.into_inner().len();
    if rest > 0 {
        return Err(not_a_list(&format!("the encoded list has {rest} bytes after its compressed data")));
    }
    Ok((Bitstring::from_bytes(bytes), encoded))
}

fn not_a_list(message: &str) -> Error {
    Error::input(Code::StatusNotAList, "", message)
}
