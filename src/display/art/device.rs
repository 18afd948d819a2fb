//! What a badge shows: pictures of a few lines, drawn around their middle within a radius of 54.

use std::fmt::Write as _;

use super::Colour;

/// The picture on a badge.
///
/// Each of the nine built-in skills has its own; everything else gets a rosette, one of some thousand that its id or name
/// picks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Device {
    /// A compass, for self-directed learning.
    Compass,
    /// Two hearts, for empathy.
    Hearts,
    /// A speech bubble, for oral communication.
    Speech,
    /// A lens that finds something right, for critical thinking.
    Lens,
    /// A seedling, for resilience.
    Seedling,
    /// A globe, for intercultural fluency.
    Globe,
    /// Three people, for collaboration.
    People,
    /// A light bulb, for creative problem-solving.
    Bulb,
    /// A rocket, for initiative.
    Rocket,
    /// A pattern that the number determines.
    Rosette(u64),
}

impl Device {
    /// The device of one of the nine built-in skills, by its id.
    pub fn of_skill(id: &str) -> Option<Self> {
        Some(match id {
            "self-directed-learning" => Device::Compass,
            "empathy" => Device::Hearts,
            "oral-communication" => Device::Speech,
            "critical-thinking" => Device::Lens,
            "resilience" => Device::Seedling,
            "intercultural-fluency" => Device::Globe,
            "collaboration" => Device::People,
            "creative-problem-solving" => Device::Bulb,
            "initiative" => Device::Rocket,
            _ => return None,
        })
    }

    /// The rosette of a text, the same for the same text.
    pub fn of_seed(seed: &str) -> Self {
        let [_, bytes @ ..] = crate::text::key(seed);
        let bytes = bytes.first_chunk().copied().unwrap_or_default();
        Device::Rosette(u64::from_be_bytes(bytes))
    }

    /// The elements, to stand in a group that gives them stroke and no fill.
    pub(super) fn draw(self, ink: Colour, accent: Colour) -> String {
        // `@` is the accent, `#` the ink.
        let plain = match self {
            Device::Compass => COMPASS,
            Device::Hearts => HEARTS,
            Device::Speech => SPEECH,
            Device::Lens => LENS,
            Device::Seedling => SEEDLING,
            Device::Globe => GLOBE,
            Device::People => PEOPLE,
            Device::Bulb => BULB,
            Device::Rocket => ROCKET,
            Device::Rosette(seed) => &rosette(seed),
        };
        plain.replace('#', &format!("\"{ink}\"")).replace('@', &format!("\"{accent}\""))
    }
}

const COMPASS: &str = "<circle r=\"50\"/><path d=\"M0-50v8M50 0h-8M0 50v-8M-50 0h8\"/>\
    <path fill=@ d=\"M25-28 9.500 9.500-9.500-9.500z\"/><path fill=# d=\"M-25 28-9.500-9.500 9.500 9.500z\"/>";

const HEARTS: &str = "<path d=\"M-12 34C-72-8-52-50-30-48-20-47-14-40-12-34-10-40-4-47 6-48 28-50 48-8-12 34z\"/>\
    <path fill=@ d=\"M24 46C-16 18-3-10 12-9 18-9 22-4 24 0 26-4 30-9 36-9 51-10 64 18 24 46z\"/>";

const SPEECH: &str = "<path fill=@ d=\"M-38-44h76a14 14 0 0 1 14 14v38a14 14 0 0 1-14 14h-34l-24 24v-24h-18a14 14 0 0 1-14-14v-38\
    a14 14 0 0 1 14-14z\"/><path d=\"M-30-15v8M-15-24v26M0-31v40M15-24v26M30-15v8\"/>";

const LENS: &str = "<path stroke-width=\"14\" d=\"M24 24 46 46\"/><circle cx=\"-9\" cy=\"-9\" r=\"38\" fill=@/>\
    <path stroke-width=\"9\" d=\"M-26-8l13 13 22-25\"/>";

const SEEDLING: &str = "<path d=\"M0 48V-6M-34 48h68\"/><path fill=@ d=\"M0 14C0-14-20-28-50-28-50 0-30 14 0 14z\"/>\
    <path d=\"M0-6C0-34 20-50 48-50 48-22 30-6 0-6z\"/>";

const GLOBE: &str =
    "<circle r=\"49\"/><ellipse rx=\"21\" ry=\"49\" fill=@/><path d=\"M-49 0h98M-42-25h84M-42 25h84\"/>";

const PEOPLE: &str = "<circle cx=\"-35\" cy=\"-22\" r=\"12\"/><circle cx=\"35\" cy=\"-22\" r=\"12\"/>\
    <path d=\"M-36 32h-18c0-20 4-33 19-34M36 32h18c0-20-4-33-19-34\"/><circle cy=\"-27\" r=\"16\" fill=@/>\
    <path fill=@ d=\"M-28 42c0-28 8-42 28-42s28 14 28 42z\"/>";

const BULB: &str = "<path fill=@ d=\"M-13 26c0-14-17-18-17-38a30 30 0 0 1 60 0c0 20-17 24-17 38z\"/>\
    <path d=\"M-12 38h24M-6 50h12M-46-12h-7M46-12h7M-33-42l-5-5M33-42l5-5\"/>";

const ROCKET: &str = "<g transform=\"rotate(40) translate(0 -4)\"><path fill=@ d=\"M-10 32C-9 46-4 54 0 60 4 54 9 46 10 32z\"/>\
    <path d=\"M-19 2C-32 8-36 20-36 34-28 28-22 26-15 26M19 2C32 8 36 20 36 34 28 28 22 26 15 26\"/>\
    <path d=\"M0-54C-18-40-28-14-16 30h32C28-14 18-40 0-54z\"/><circle cy=\"-10\" r=\"9\" fill=@/></g>";

/// Petals around a middle, with or without something between them.
fn rosette(seed: u64) -> String {
    let mut left = seed;
    let mut pick = |of: u64| {
        let picked = left % of;
        left /= of;
        picked
    };
    // Half the width of a petal, so that it leaves its neighbours room.
    let (petals, half) = match pick(5) {
        0 => (5, 19),
        1 => (6, 17),
        2 => (8, 13),
        3 => (10, 11),
        _ => (12, 9),
    };
    let petal = match pick(5) {
        0 => format!("<path fill=@ d=\"M0-14C-{half}-24-{half}-38 0-52 {half}-38 {half}-24 0-14z\"/>"),
        1 => format!("<path fill=@ d=\"M0-52 {half}-32 0-14-{half}-32z\"/>"),
        2 => {
            let radius = half - 2;
            format!("<path d=\"M0-14v-{}\"/><circle cy=\"-{}\" r=\"{radius}\" fill=@/>", 36 - 2 * radius, 51 - radius)
        }
        3 => format!("<path fill=@ d=\"M0 0C-{}-30-{half}-52 0-52S{}-30 0 0z\"/>", half / 2, half / 2),
        _ => format!("<path d=\"M-{half}-22 0-50 {half}-22\"/><path d=\"M0-14v-10\"/>"),
    };
    let between = match pick(3) {
        0 => "",
        1 => "<circle cy=\"-49\" r=\"2\"/>",
        _ => "<path d=\"M0-44v-7\"/>",
    };
    let mut elements = String::new();
    let mut turned = |by: u64, element: &str| {
        // Whole tenths of a degree: 360 is no multiple of every count, half steps included.
        let tenths = 1_800 * by / petals;
        _ = write!(elements, "<g transform=\"rotate({}.{})\">{element}</g>", tenths / 10, tenths % 10);
    };
    for i in 0..petals {
        turned(2 * i, &petal);
        if !between.is_empty() {
            turned(2 * i + 1, between);
        }
    }
    elements.push_str(match pick(3) {
        0 => "<circle r=\"9\" fill=#/>",
        1 => "<circle r=\"11\" fill=\"white\"/>",
        _ => "<circle r=\"12\" fill=@/>",
    });
    elements
}
