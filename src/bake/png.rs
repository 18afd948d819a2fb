//! PNG: the credential in a text chunk (Open Badges 3.0, section 5.3.2; PNG, third edition).

use std::io::Read;
use std::ops::Range;

use flate2::bufread::ZlibDecoder;

use super::credential::Credential;
use super::found::{Found, Version, occupied};
use super::{Baked, Existing};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::limits::Limits;
use crate::text::quoted;

pub(super) const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// How many faults of one image are told: each of its chunks could have one.
const MOST_FAULTS: usize = 16;

const KEYWORD: &[u8] = b"openbadgecredential";
const EARLIER_KEYWORD: &[u8] = b"openbadges";

/// Chunks that must come before the palette and the data (PNG, section 5.6).
const BEFORE_PALETTE: [&[u8; 4]; 8] = [b"cHRM", b"cICP", b"cLLI", b"gAMA", b"iCCP", b"mDCV", b"sBIT", b"sRGB"];
/// Those that must come between them.
const AFTER_PALETTE: [&[u8; 4]; 3] = [b"bKGD", b"hIST", b"tRNS"];
/// Those that must come before the data. `eXIf` should, too; much software writes it last.
const BEFORE_DATA: [&[u8; 4]; 3] = [b"acTL", b"pHYs", b"sPLT"];

/// The longest chunk there can be (PNG, section 5.3).
const LONGEST: usize = 0x7fff_ffff;

/// Length, type and checksum of a chunk.
const FRAME: usize = 12;

pub(super) fn bake(image: &[u8], credential: &Credential<'_>, existing: Existing, limits: &Limits) -> Result<Vec<u8>> {
    let png = Png::read(image, limits)?;
    Error::unless_empty(ErrorKind::Input, png.faults())?;
    let badge = png.chunks.iter().find_map(|chunk| chunk.badge().map(|(version, _)| (version, chunk)));
    if let (Existing::Refuse, Some((version, chunk))) = (existing, badge) {
        return Err(occupied(Some(version), &chunk.place()));
    }
    // Keyword, NUL; no compression, its method; no language, no translated keyword, each with its NUL.
    let data = [KEYWORD, &[0; 5], credential.text.as_bytes()].concat();
    let Some(length) = u32::try_from(data.len()).ok().filter(|_| data.len() <= LONGEST) else {
        let message = format!("the credential has {} bytes; no chunk of a PNG has so many", credential.text.len());
        return Err(Error::limit(Code::BakeTooLarge, "", message));
    };
    let mut out = Vec::with_capacity(image.len() + data.len() + FRAME);
    out.extend(SIGNATURE);
    // Anywhere between the first and the last will do by the standard; some readers look no further than the first data.
    let first_data = png.chunks.iter().position(|chunk| chunk.kind == *b"IDAT");
    for chunk in &png.chunks {
        if Some(chunk.index) == first_data {
            out.extend(length.to_be_bytes());
            let start = out.len();
            out.extend(b"iTXt");
            out.extend(&data);
            let checksum = crc32fast::hash(out.get(start..).unwrap_or_default());
            out.extend(checksum.to_be_bytes());
        }
        if chunk.badge().is_none() {
            out.extend(image.get(chunk.range.clone()).unwrap_or_default());
        }
    }
    out.extend(png.trailing);
    Ok(out)
}

pub(super) fn unbake(image: &[u8], limits: &Limits) -> Result<Baked> {
    let png = Png::read(image, limits)?;
    let mut found = Found::within(limits);
    for chunk in &png.chunks {
        let Some((version, data)) = chunk.badge() else { continue };
        found.begin()?;
        if let Some(fault) = chunk.checksum_fault() {
            found.fault(Code::BakeChecksum, fault);
            continue;
        }
        match text(chunk.kind, data, found.left()) {
            Ok(Some(text)) => found.add(version, chunk.place(), &text)?,
            Ok(None) => return Err(found.too_large(&chunk.place())),
            Err((code, why)) => found.fault(code, format!("{} {why}", chunk.place())),
        }
    }
    found.into_baked()
}

/// The text after the keyword of a text chunk; none if it is longer than allowed.
fn text(kind: [u8; 4], data: &[u8], most: usize) -> Result<Option<String>, (Code, String)> {
    let unreadable = |why: &str| (Code::BakeUnreadableBadge, why.to_owned());
    // The NUL after the keyword.
    let data = data.strip_prefix(&[0]).ok_or_else(|| unreadable("ends after its keyword"))?;
    let (is_compressed, data, is_utf8) = match (&kind, data) {
        (b"tEXt", text) => (false, text, false),
        (b"zTXt", [0, text @ ..]) => (true, text, false),
        (b"iTXt", [flag @ (0 | 1), method, rest @ ..]) => {
            if *flag == 1 && *method != 0 {
                return Err(unreadable(&format!("is compressed by the unknown method {method}; zlib is 0")));
            }
            // The language and the translated keyword mean nothing for badges.
            let rest = after_nul(rest).and_then(after_nul);
            (*flag == 1, rest.ok_or_else(|| unreadable("ends before its text"))?, true)
        }
        (b"zTXt", [method, ..]) => {
            return Err(unreadable(&format!("is compressed by the unknown method {method}; zlib is 0")));
        }
        (b"iTXt", [flag, _, ..]) => {
            return Err(unreadable(&format!("has the compression flag {flag}, which is 0 or 1")));
        }
        _ => return Err(unreadable("ends before its text")),
    };
    let inflated;
    let bytes = if is_compressed {
        // Zlib makes a thousandth of nothing but zeros: what comes out is counted while it does.
        let allowed = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        let mut out = Vec::new();
        let read = ZlibDecoder::new(data).take(allowed).read_to_end(&mut out);
        read.map_err(|error| unreadable(&format!("is not compressed by zlib, or not all of it is there: {error}")))?;
        inflated = out;
        inflated.as_slice()
    } else {
        data
    };
    if bytes.len() > most {
        return Ok(None);
    }
    match std::str::from_utf8(bytes) {
        // What is UTF-8 by its form is hardly ever Latin-1, whatever the kind of chunk should hold.
        Ok(text) => Ok(Some(text.to_owned())),
        Err(_) if !is_utf8 => Ok(Some(bytes.iter().copied().map(char::from).collect())),
        Err(error) => Err((Code::BakeNotUtf8, format!("is not UTF-8, from byte {} of its text", error.valid_up_to()))),
    }
}

fn after_nul(bytes: &[u8]) -> Option<&[u8]> {
    bytes.iter().position(|byte| *byte == 0).and_then(|nul| bytes.get(nul + 1..))
}

/// The chunks of a PNG up to `IEND`.
struct Png<'i> {
    chunks: Vec<Chunk<'i>>,
    /// What comes after `IEND`.
    trailing: &'i [u8],
}

struct Chunk<'i> {
    kind: [u8; 4],
    data: &'i [u8],
    checksum: u32,
    /// Where it stands in the file, with length and checksum.
    range: Range<usize>,
    /// How many stand before it.
    index: usize,
}

impl<'i> Png<'i> {
    /// The chunks, whatever is in them, as long as they can be told apart.
    fn read(image: &'i [u8], limits: &Limits) -> Result<Self> {
        let mut chunks: Vec<Chunk<'i>> = Vec::new();
        let mut at = SIGNATURE.len();
        loop {
            let index = chunks.len();
            if index == limits.image_parts() {
                let message = format!("the PNG has more than {index} chunks, the most allowed");
                return Err(Error::limit(Code::BakeTooManyParts, "", message));
            }
            let chunk = Chunk::read(image, at, index)?;
            at = chunk.range.end;
            if index == 0 && chunk.kind != *b"IHDR" {
                return Err(bad(format!("{} is the first, where `IHDR` must be", chunk.place())));
            }
            let is_end = chunk.kind == *b"IEND";
            chunks.push(chunk);
            if is_end {
                return Ok(Png { chunks, trailing: image.get(at..).unwrap_or_default() });
            }
        }
    }

    /// Everything that is wrong with it, as far as can be told without decoding it.
    fn faults(&self) -> Vec<Finding> {
        let mut faults = Vec::new();
        let mut fault = |finding: Finding| {
            if faults.len() < MOST_FAULTS {
                faults.push(finding);
            }
        };
        let mut colour = None;
        let (mut palette, mut last_data, mut after_palette) = (false, None, None);
        let after =
            |kind: &[u8; 4]| Some(format!("comes after `{}`, before which it must be", String::from_utf8_lossy(kind)));
        for chunk in &self.chunks {
            if let Some(message) = chunk.checksum_fault() {
                fault(Finding::error(Code::BakeChecksum, "", message));
            }
            let why = match &chunk.kind {
                b"IHDR" if chunk.index == 0 => {
                    colour = chunk.data.get(9).copied();
                    header_fault(chunk.data)
                }
                b"IHDR" => Some("is a second header".to_owned()),
                b"PLTE" if last_data.is_some() => after(b"IDAT"),
                b"PLTE" if palette => Some("is a second palette".to_owned()),
                b"PLTE" => {
                    palette = true;
                    after_palette.map_or_else(|| palette_fault(chunk.data.len(), colour), after)
                }
                b"IDAT" => {
                    let before = last_data.replace(chunk.index);
                    match before {
                        None if colour == Some(3) && !palette => Some("comes before the palette (`PLTE`)".to_owned()),
                        Some(before) if before + 1 != chunk.index => {
                            Some("does not follow the other image data (`IDAT`) directly".to_owned())
                        }
                        _ => None,
                    }
                }
                b"IEND" if last_data.is_none() => Some("comes before any image data (`IDAT`)".to_owned()),
                b"IEND" if !chunk.data.is_empty() => {
                    Some(format!("has {} bytes, and must have none", chunk.data.len()))
                }
                b"IEND" => None,
                kind if [&BEFORE_PALETTE[..], &AFTER_PALETTE, &BEFORE_DATA]
                    .iter()
                    .any(|kinds| kinds.contains(&kind)) =>
                {
                    if !palette && AFTER_PALETTE.contains(&kind) {
                        after_palette.get_or_insert(kind);
                    }
                    match last_data {
                        Some(_) => after(b"IDAT"),
                        None if palette && BEFORE_PALETTE.contains(&kind) => after(b"PLTE"),
                        None => None,
                    }
                }
                // A capital first letter: a reader that does not know the chunk cannot show the image.
                kind if kind[0].is_ascii_uppercase() => Some("is critical, and not one of the standard's".to_owned()),
                _ => None,
            };
            if let Some(why) = why {
                fault(Finding::error(Code::BakeBadPng, "", format!("{} {why}", chunk.place())));
            }
        }
        // Nothing is hidden in a line end, or in what fills a block.
        if self.trailing.iter().any(|byte| *byte != 0 && !byte.is_ascii_whitespace()) {
            let message = format!("{} bytes come after `IEND`, which must be the last", self.trailing.len());
            let end = self.chunks.last().map_or(0, |chunk| chunk.range.end);
            let finding = Finding::error(Code::BakeBadPng, "", message);
            fault(finding.with_remedy(format!("cut the file off at byte {end}")));
        }
        faults
    }
}

impl<'i> Chunk<'i> {
    fn read(image: &'i [u8], at: usize, index: usize) -> Result<Self> {
        let rest = image.get(at..).unwrap_or_default();
        if rest.is_empty() {
            return Err(bad(format!("the PNG ends at byte {at} without `IEND`")));
        }
        let short = || bad(format!("the PNG ends within chunk {} at byte {at}", index + 1));
        let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(short)?;
        let (kind, rest) = rest.split_first_chunk::<4>().ok_or_else(short)?;
        if !kind.iter().all(u8::is_ascii_alphabetic) {
            let shown = quoted(&kind.escape_ascii().to_string());
            return Err(bad(format!("chunk {} at byte {at} has the type {shown}, not four letters", index + 1)));
        }
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        if length > LONGEST || length > rest.len().saturating_sub(4) {
            let kind = quoted(&String::from_utf8_lossy(kind));
            let left = rest.len().saturating_sub(4);
            let message =
                format!("chunk {} ({kind}) at byte {at} says that it has {length} bytes; {left} are left", index + 1);
            return Err(bad(message));
        }
        let (data, rest) = rest.split_at_checked(length).ok_or_else(short)?;
        let checksum = rest.first_chunk::<4>().ok_or_else(short)?;
        let range = at..at + FRAME + length;
        Ok(Chunk { kind: *kind, data, checksum: u32::from_be_bytes(*checksum), range, index })
    }

    /// For messages: which it is, counted from one, and where.
    fn place(&self) -> String {
        let kind = String::from_utf8_lossy(&self.kind).into_owned();
        format!("chunk {} (`{kind}`) at byte {}", self.index + 1, self.range.start)
    }

    fn checksum_fault(&self) -> Option<String> {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&self.kind);
        hasher.update(self.data);
        let is = hasher.finalize();
        (is != self.checksum)
            .then(|| format!("{} has the checksum {:08x}, not {is:08x} of its bytes", self.place(), self.checksum))
    }

    /// If it is the place of a badge: what comes after the keyword, with its NUL.
    fn badge(&self) -> Option<(Version, &'i [u8])> {
        if !matches!(&self.kind, b"iTXt" | b"tEXt" | b"zTXt") {
            return None;
        }
        let after = |keyword: &[u8]| self.data.strip_prefix(keyword).filter(|rest| matches!(rest, [] | [0, ..]));
        let of = |version, keyword| after(keyword).map(|rest| (version, rest));
        of(Version::Three, KEYWORD).or_else(|| of(Version::Earlier, EARLIER_KEYWORD))
    }
}

/// What is wrong with the header (PNG, section 11.2.1).
fn header_fault(data: &[u8]) -> Option<String> {
    let [w0, w1, w2, w3, h0, h1, h2, h3, depth, colour, compression, filter, interlace] = data else {
        return Some(format!("has {} bytes, and must have 13", data.len()));
    };
    let sides = [u32::from_be_bytes([*w0, *w1, *w2, *w3]), u32::from_be_bytes([*h0, *h1, *h2, *h3])];
    let depths: &[u8] = match colour {
        0 => &[1, 2, 4, 8, 16],
        3 => &[1, 2, 4, 8],
        2 | 4 | 6 => &[8, 16],
        _ => return Some(format!("has the colour type {colour}, which is 0, 2, 3, 4 or 6")),
    };
    if sides.iter().any(|side| !(1..=0x7fff_ffff).contains(side)) {
        Some(format!("says that the image has {} by {} pixels", sides[0], sides[1]))
    } else if !depths.contains(depth) {
        Some(format!("has the bit depth {depth}, which colour type {colour} does not have"))
    } else if (*compression, *filter) != (0, 0) || *interlace > 1 {
        Some(format!("has compression {compression}, filter {filter} and interlace {interlace}, not 0, 0 and 0 or 1"))
    } else {
        None
    }
}

/// What is wrong with the palette (PNG, section 11.2.2).
fn palette_fault(length: usize, colour: Option<u8>) -> Option<String> {
    match colour {
        Some(colour @ (0 | 4)) => Some(format!("is a palette, which colour type {colour} does not have")),
        _ if length == 0 || !length.is_multiple_of(3) || length > 768 => {
            Some(format!("has {length} bytes, not three for each of 1 to 256 colours"))
        }
        _ => None,
    }
}

fn bad(message: String) -> Error {
    Error::input(Code::BakeBadPng, "", message)
}
