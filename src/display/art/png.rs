//! The same picture in pixels.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use super::Art;
use crate::display::seen::is_seen;
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// The smallest and the largest picture, in pixels: what nobody could recognize, and 64 MB while it is drawn.
const SIZES: std::ops::RangeInclusive<u32> = 32..=4096;

impl Art {
    /// The picture as PNG, so many pixels wide and high, with the fonts in these bytes (TrueType, OpenType or collections
    /// of them); the first that has a bold face draws what it can, the others what it lacks. Needs the feature `png`.
    ///
    /// No other fonts are looked for, and nothing else is read. What the fonts cannot draw is an error: a badge without
    /// its name would be none.
    ///
    /// ```no_run
    /// use openbadges::display::art::Art;
    ///
    /// # let font: Vec<u8> = Vec::new();
    /// let png = Art::new("Critical Thinking")?.to_png(512, &[&font])?;
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// `input.not-a-count` if the size is not from 32 to 4096; `art.no-glyph` if bytes are no font, or none of the fonts has
    /// one of the characters that are drawn.
    pub fn to_png(&self, size: u32, fonts: &[&[u8]]) -> Result<Vec<u8>> {
        if !SIZES.contains(&size) {
            let message = format!("{size} pixels are not from {} to {}", SIZES.start(), SIZES.end());
            return Err(Error::input(Code::InputNotCount, "", message));
        }
        // The picture refers to nothing; should that ever change, nothing is opened.
        let nothing =
            usvg::ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
        let fontdb = Arc::new(database(fonts)?);
        let options = usvg::Options { fontdb, image_href_resolver: nothing, ..usvg::Options::default() };
        let svg = self.to_svg();
        let failed = |what: String| Error::input(Code::ArtNoGlyph, "", format!("the picture cannot be drawn: {what}"));
        let tree = usvg::Tree::from_str(&svg, &options).map_err(|error| failed(error.to_string()))?;
        let drawn = texts(tree.root())?;
        // A text without any font is left out of the tree.
        let wanted = svg.matches("<text ").count();
        if drawn != wanted {
            return Err(no_glyph(self.name()));
        }
        let mut pixels = Pixmap::new(size, size).ok_or_else(|| failed("too large".into()))?;
        // At most 4096: a `u16`, which a float has exactly.
        let scale = f32::from(u16::try_from(size).unwrap_or(u16::MAX)) / 512.0;
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        pixels.encode_png().map_err(|error| failed(error.to_string()))
    }
}

fn database(fonts: &[&[u8]]) -> Result<fontdb::Database> {
    let mut database = fontdb::Database::new();
    for (i, font) in fonts.iter().enumerate() {
        let faces = database.load_font_source(fontdb::Source::Binary(Arc::new(font.to_vec())));
        if faces.is_empty() {
            let message = format!("the bytes of font {i} are no TrueType or OpenType font");
            return Err(Error::input(Code::ArtNoGlyph, "", message));
        }
    }
    for face in database.faces() {
        let has_svg = database.with_face_data(face.id, |font, index| has_svg(font, index).unwrap_or(true));
        if has_svg != Some(false) {
            let message = "a font has glyphs in SVG, which may refer to files; hand in one without the table `SVG `";
            return Err(Error::input(Code::ArtNoGlyph, "", message));
        }
    }
    // All generic families are the one that came first.
    let family = database.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
    if let Some(family) = family {
        database.set_sans_serif_family(family.clone());
        database.set_serif_family(family);
    }
    Ok(database)
}

/// Whether a font has pictures as glyphs that the renderer would read with no restriction; none if its list of tables
/// (OpenType 1.9, "Organization of an OpenType font") cannot be read.
fn has_svg(font: &[u8], index: u32) -> Option<bool> {
    let number = |at: usize| font.get(at..)?.first_chunk().map(|four| u32::from_be_bytes(*four));
    let at = |offset: u32| usize::try_from(offset).ok();
    let is_collection = font.starts_with(b"ttcf");
    let begin = if is_collection { at(number(12 + 4 * at(index)?)?)? } else { 0 };
    let count = usize::from(u16::from_be_bytes(*font.get(begin.checked_add(4)?..)?.first_chunk()?));
    let tables = font.get(begin.checked_add(12)?..)?.chunks_exact(16);
    Some(tables.take(count).any(|table| table.starts_with(b"SVG ")))
}

/// How many texts are drawn; an error if a glyph of one is missing.
fn texts(group: &usvg::Group) -> Result<usize> {
    let mut count = 0;
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => count += texts(group)?,
            usvg::Node::Text(text) => {
                count += 1;
                let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                // By the formats of fonts, glyph 0 stands for what the font lacks.
                // Joiners and selectors leave nothing to see, whether a font has them or not.
                let missing = |glyph: &&usvg::layout::PositionedGlyph| glyph.id.0 == 0 && is_seen(&glyph.text);
                if let Some(glyph) = glyphs.into_iter().find(missing) {
                    return Err(no_glyph(&glyph.text));
                }
                if has_image(text.flattened()) {
                    let text: String = text.chunks().iter().map(usvg::TextChunk::text).collect();
                    let message = format!("a font draws {} with pixels; hand in one with outlines", quoted(&text));
                    return Err(Error::input(Code::ArtNoGlyph, "", message));
                }
            }
            _ => {}
        }
    }
    Ok(count)
}

/// Fonts of emoji may have pictures of pixels, which the renderer would leave out without a word.
fn has_image(group: &usvg::Group) -> bool {
    group.children().iter().any(|node| match node {
        usvg::Node::Group(group) => has_image(group),
        usvg::Node::Image(_) => true,
        _ => false,
    })
}

fn no_glyph(text: &str) -> Error {
    let message = format!("none of the fonts can draw {}; hand in one of its script", quoted(text));
    Error::input(Code::ArtNoGlyph, "", message)
}
