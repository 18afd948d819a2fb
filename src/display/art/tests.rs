//! Tests of badge art.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::fit::{Fitted, Room, fit};
use super::words::{End, clusters, is_right_to_left, shown};
use super::*;
use crate::{Document, Framework};

/// Drawn from the badge beside it:
/// `cargo run --example badge_art -- --credential fixtures/golden/critical-thinking.json fixtures/golden/critical-thinking.svg`
const GOLDEN: &str = include_str!("../../../fixtures/golden/critical-thinking.svg");
const BADGE: &str = include_str!("../../../fixtures/golden/critical-thinking.json");

fn credential() -> AchievementCredential {
    AchievementCredential::read(&Document::parse(BADGE.as_bytes()).unwrap()).unwrap()
}

fn art(name: &str) -> Art {
    Art::new(name).unwrap()
}

fn built_in(id: &str) -> Art {
    Art::of(&Framework::twenty_first_century_skills().skill(id).unwrap()).unwrap()
}

fn name_in(shape: Shape, name: &str) -> Fitted {
    let (top, bottom) = shape.text_zone();
    fit(&shown(name), &Room { shape, top, bottom, largest: 56, smallest: 22, lines: &[100, 97, 88], worst: End::Torn })
}

/// The lines of a name in a hexagon without an issuer, and the size of the font.
fn set(name: &str) -> (Vec<String>, u32) {
    let fitted = name_in(Shape::Hexagon, name);
    (fitted.lines.into_iter().map(|line| line.text).collect(), fitted.size)
}

fn set_as(lines: &[&str], size: u32) -> (Vec<String>, u32) {
    (lines.iter().map(|line| (*line).into()).collect(), size)
}

/// Where a line may end: `|` between words, `/` in other good places, `~` where it is a guess.
fn ends(text: &str) -> String {
    let all = clusters(text, usize::MAX);
    let mark = |end| match end {
        End::Word => "|",
        End::Part | End::Hyphen => "/",
        End::Guess => "~",
        End::Torn | End::Never => "",
    };
    all.iter().map(|cluster| format!("{}{}", cluster.text, mark(cluster.end))).collect()
}

#[test]
fn golden() {
    assert_eq!(Art::of_credential(&credential()).unwrap().to_svg(), GOLDEN);
    assert!(GOLDEN.len() < 6_000);
}

#[test]
fn nine_devices_and_colours() {
    let framework = Framework::twenty_first_century_skills();
    let arts: Vec<Art> = framework.skills().map(|skill| Art::of(&skill).unwrap()).collect();
    let devices: BTreeSet<String> = arts.iter().map(|art| format!("{:?}", art.device())).collect();
    let grounds: BTreeSet<String> = arts.iter().map(|art| art.theme().ground().to_string()).collect();
    assert_eq!((devices.len(), grounds.len()), (9, 9));
    assert!(!devices.iter().any(|device| device.starts_with("Rosette")), "{devices:?}");
    for art in &arts {
        let length = art.clone().with_issuer("Example College").to_svg().len();
        assert!(length < 3_000, "{}: {length} bytes", art.name());
        // An achievement that was issued for the skill looks as the skill does.
        let mut achievement = credential().credential_subject.achievement;
        achievement.id = format!("https://example.edu/achievements#{}", art.name().to_lowercase().replace(' ', "-"));
        achievement.name = art.name().into();
        let same = Art::of_achievement(&achievement).unwrap();
        assert_eq!((same.device(), same.theme()), (art.device(), art.theme()));
    }
    // Everything else has a rosette, the same each time.
    assert_eq!(art("Welding").device(), Device::Rosette(0x850f_5cf0_7564_7948));
    assert_ne!(art("Welding").device(), art("Plumbing").device());
    assert_eq!(Device::of_skill("welding"), None);
}

/// Whatever the language: the badge of a skill looks as the skill does.
#[test]
fn badges_look_as_their_skills() {
    let built_in = Framework::twenty_first_century_skills();
    let mut own: serde_json::Value = serde_json::from_str(&built_in.to_json()).unwrap();
    own["id"] = "https://college.example/skills".into();
    own["skills"][0]["id"] = "welding".into();
    let own = Framework::from_json(own.to_string().as_bytes()).unwrap();
    let mut looks = Vec::new();
    for framework in [&built_in, &built_in.translated("es").unwrap(), &own, &own.translated("es").unwrap()] {
        for skill in framework.skills() {
            let art = Art::of(&skill).unwrap();
            let tag = if framework.in_language() == Some("es") { "@es" } else { "" };
            let mut credential = credential();
            let achievement = &mut credential.credential_subject.achievement;
            achievement.id = format!("{}#{}{tag}", framework.id(), skill.id());
            achievement.name = skill.name().into();
            let same = Art::of_credential(&credential).unwrap();
            assert_eq!((same.device(), same.theme()), (art.device(), art.theme()), "{}", skill.name());
            looks.push((art.device(), art.theme()));
        }
    }
    let (nine, rest) = looks.split_at(9);
    assert_eq!(nine, &rest[..9]);
    assert_eq!((looks[18].0, looks[18].1), (Device::of_seed("welding"), Theme::of_seed("welding")));
    assert_eq!((&looks[18..27], &nine[1..]), (&looks[27..36], &looks[19..27]));
}

/// Who writes a badge does not say how large the picture gets, or how long it takes.
#[test]
fn texts_have_a_bound() {
    let titled = |name: &str| {
        let svg = art(name).to_svg();
        let document = roxmltree::Document::parse(&svg).unwrap();
        let title = document.descendants().find(|node| node.tag_name().name() == "title").unwrap();
        title.text().unwrap().to_owned()
    };
    let of = |length: usize| "n".repeat(length);
    assert_eq!(titled(&of(1_000)), of(1_000));
    assert_eq!(titled(&(of(1_000) + "  ")), of(1_000));
    assert_eq!(titled(&of(1_001)), of(999) + "…");
    assert_eq!(titled(&(of(998) + " and more")), of(998) + "…");
    let lots = of(1 << 20);
    let marks = vec![Mark::new(&lots, 1, 2).unwrap().with_level(&lots); 10_000];
    let told = |art: &Art| art.described().chars().count();
    let levels = art(&lots).with_issuer(&lots).with_levels(marks);
    assert_eq!((told(&levels), levels.described().ends_with('…')), (5_000, true));
    assert_eq!(told(&art("a").with_description(&lots)), 5_000);
    assert_eq!(told(&art("a").with_description(of(5_000))), 5_000);
    assert!(levels.to_svg().len() < 10_000);
    // A letter with a million accents, and a million people in one family.
    for name in ["e".to_owned() + &"\u{301}".repeat(1 << 20), "👩\u{200d}".repeat(1 << 18)] {
        assert!(art(&name).to_svg().len() < 20_000);
    }
}

#[test]
fn everything_can_be_seen() {
    let framework = Framework::twenty_first_century_skills();
    let skills = framework.skills().map(|skill| Theme::of_skill(skill.id()).unwrap());
    let others = (0..500).map(|i| Theme::of_seed(&i.to_string()));
    let mut grounds = BTreeSet::new();
    for theme in skills.chain(others) {
        seen(&theme);
        grounds.insert(theme.ground().to_string());
    }
    // Nothing else has the colours of a skill.
    let nine = framework.skills().map(|skill| Theme::of_skill(skill.id()).unwrap().ground().to_string());
    let others: BTreeSet<String> = (0..500).map(|i| Theme::of_seed(&i.to_string()).ground().to_string()).collect();
    assert_eq!((others.len(), nine.filter(|ground| others.contains(ground)).count()), (11, 0));
    assert_eq!(grounds.len(), 20);
    let contrast = |a: &str, b: &str| a.parse::<Colour>().unwrap().contrast(b.parse().unwrap());
    assert_eq!(format!("{:.2}", contrast("#000000", "#ffffff")), "21.00");
    assert_eq!(format!("{:.2}", contrast("#777777", "#ffffff")), "4.48");
    assert_eq!(format!("{:.2}", contrast("#0b6b6b", "#ffd166")), "4.37");
    assert_eq!(contrast("#123456", "#123456"), 1.0);
}

fn seen(theme: &Theme) {
    let least = |what: &str, a: Colour, b: Colour, least: f64| {
        assert!(a.contrast(b) >= least, "{what}: {a} on {b} has {:.2}: {theme:?}", a.contrast(b));
    };
    least("text", theme.text(), theme.ground(), 4.5);
    least("text below", theme.text(), theme.field(), 4.5);
    least("accent", theme.accent(), theme.ground(), 3.0);
    least("device", theme.ink(), Colour::WHITE, 4.5);
    // A light badge has a border, so that it is seen on white; a dark one is seen without.
    match theme.border() {
        Some(border) => least("border", border, Colour::WHITE, 3.0),
        None => least("ground", theme.ground(), Colour::WHITE, 3.0),
    }
}

#[test]
fn colours_that_nobody_would_see_are_refused() {
    let colour = |text: &str| text.parse::<Colour>();
    for bad in ["", "red", "#fff", "#12345", "#1234567", "#12345g", "123456", "#+12345", "#ééé", "#12345\n"] {
        assert_eq!(colour(bad).unwrap_err().code(), Code::ArtNotAColour, "{bad}");
    }
    let theme = Theme::new(colour("#8C1D40").unwrap());
    assert_eq!((theme.text(), theme.ground().to_string().as_str()), (Colour::WHITE, "#8c1d40"));
    let error = theme.with_text(colour("#d0a0b0").unwrap()).unwrap_err();
    let message = "the text #d0a0b0 has a contrast of 3.95 with #8c1d40, below 4.5";
    assert_eq!((error.code(), error.to_string().as_str()), (Code::ArtLowContrast, message));
    let error = theme.with_accent(colour("#a04060").unwrap()).unwrap_err();
    let message = "the accent #a04060 has a contrast of 1.44 with #8c1d40, below 3";
    assert_eq!((error.code(), error.to_string().as_str()), (Code::ArtLowContrast, message));
    assert_eq!(theme.with_text(colour("#ffe0e8").unwrap()).unwrap().text().to_string(), "#ffe0e8");
    assert_eq!(theme.with_accent(colour("#ffc627").unwrap()).unwrap().accent().to_string(), "#ffc627");
    // On yellow, text is dark.
    assert_eq!(Theme::new(colour("#ffd400").unwrap()).text().to_string(), "#14141c");
}

#[test]
fn names_are_set_large_and_even() {
    assert_eq!(set("Empathy"), set_as(&["Empathy"], 56));
    assert_eq!(set("Critical Thinking"), set_as(&["Critical", "Thinking"], 53));
    assert_eq!(set("Creative Problem-Solving"), set_as(&["Creative", "Problem-Solving"], 36));
    assert_eq!(set("Self-Directed Learning"), set_as(&["Self-Directed", "Learning"], 52));
    let three = ["Gathers and assesses", "relevant information", "with care"];
    assert_eq!(set("Gathers and assesses relevant information with care"), set_as(&three, 32));
    // A word that no line has room for is torn, unless it says where it may be divided.
    assert_eq!(set(&"W".repeat(20)), set_as(&["WWWWWWWW", "WWWWWWWW", "WWWW"], 45));
    let divided = "Donau\u{ad}dampf\u{ad}schiff\u{ad}fahrts\u{ad}gesell\u{ad}schaft";
    assert_eq!(set(divided), set_as(&["Donaudampfschiff-", "fahrtsgesellschaft"], 33));
}

#[test]
fn names_of_other_scripts() {
    assert_eq!(set("批判性思维"), set_as(&["批判性思维"], 56));
    assert_eq!(set("跨文化沟通与协作解决复杂问题的能力"), set_as(&["跨文化沟通与协", "作解决复杂问题", "的能力"], 49));
    // What closes does not begin a line, what opens does not end one.
    assert_eq!(ends("問題（解決）能力、です。"), "問/題/（解/決）/能/力、/で/す。|");
    assert_eq!(ends("クリティカルー"), "ク~リ~ティ~カ~ルー|");
    assert_eq!(ends("批判・クリティカル"), "批/判・/ク~リ~ティ~カ~ル|");
    // In Thai a line ends before a vowel that begins a syllable, never before a mark.
    assert_eq!(ends("การแก้ปัญหา"), "การ~แก้ปัญหา|");
    assert_eq!(set("การแก้ปัญหา"), set_as(&["การแก้ปัญหา"], 56));
    // Words of Hindi are whole: consonants and their signs stay together.
    assert_eq!(ends("आलोचनात्मक चिंतन"), "आलोचनात्मक |चिंतन|");
    let hindi: Vec<String> = clusters("क्षेत्र", 9).into_iter().map(|cluster| cluster.text).collect();
    assert_eq!(hindi, ["क्षे", "त्र"]);
    assert_eq!(set("आलोचनात्मक चिंतन"), set_as(&["आलोचनात्मक", "चिंतन"], 56));
    assert_eq!(ends("한국어 능력"), "한국어 |능력|");
    assert_eq!(set("التفكير النقدي"), set_as(&["التفكير", "النقدي"], 56));
    assert!(is_right_to_left("التفكير النقدي") && is_right_to_left("21 ׳כישורי") && is_right_to_left("— שלום ABC"));
    assert!(!is_right_to_left("Arabic (العربية)") && !is_right_to_left("123"));
    assert_eq!(art("التفكير النقدي").to_svg().matches(" direction=\"rtl\"").count(), 1);
    assert_eq!(art("Thinking").with_issuer("جامعة").to_svg().matches(" direction=\"rtl\"").count(), 1);
}

#[test]
fn clusters_are_never_divided() {
    let of = |text: &str| clusters(text, 99).into_iter().map(|c| (c.text, c.width)).collect::<Vec<_>>();
    let emoji = |text: &str| (text.to_owned(), 1_300);
    assert_eq!(of("👩‍🚀🇪🇸🇲🇽👍🏽"), [emoji("👩‍🚀"), emoji("🇪🇸"), emoji("🇲🇽"), emoji("👍🏽")]);
    assert_eq!(of("❤️"), [emoji("❤️")]);
    assert_eq!(of("e\u{301}x"), [("e\u{301}".into(), 585), ("x".into(), 585)]);
    // As many accents as languages have; the rest would paint over the device.
    assert_eq!(of(&format!("e{}", "\u{301}".repeat(50))), [("e\u{301}\u{301}\u{301}".into(), 585)]);
    assert_eq!(of("각").len(), 1);
    assert_eq!(of("가\u{1100}\u{1161}").len(), 2);
}

#[test]
fn long_names_end_with_an_ellipsis() {
    let name = "Gathers, assesses and presents relevant information responsibly across organisational boundaries, keeping an \
                open mind about assumptions that others made before, and say where it all came from at last";
    assert_eq!(name.chars().count(), 200);
    let lines = ["Gathers, assesses and presents", "relevant information", "responsibly across…"];
    assert_eq!(set(name), set_as(&lines, 22));
    let svg = art(name).to_svg();
    assert!(svg.contains(&format!("{name}</title>")));
    // A name is torn rather than cut, that of an issuer is not.
    let issued = art(&"W".repeat(20)).with_issuer("W".repeat(60)).to_svg();
    assert!(issued.contains("WWW…</text>") && issued.contains("W</text>"), "{issued}");
    assert!(svg.len() < 6_000);
    assert!(name_in(Shape::Hexagon, &"漢".repeat(10_000)).lines.iter().all(|line| line.text.chars().count() < 20));
}

#[test]
fn names_of_which_nothing_is_seen_are_refused() {
    for name in
        ["", " ", "\n\t", "\u{202e}", "\u{200b}\u{200d}", "\u{301}", "\0\u{7}", "\u{feff}", "\u{ad}", "\u{e0041}"]
    {
        assert_eq!(Art::new(name).unwrap_err().code(), Code::InputEmpty, "{name:?}");
    }
    assert_eq!(Art::new("\u{202e}").unwrap_err().to_string(), "the name `\\u{202e}` has nothing that could be seen");
    assert_eq!(art("Empathy").with_issuer(" \u{202e}").to_svg(), art("Empathy").to_svg());
}

#[test]
fn hostile_names_are_text() {
    let name = "</title></text><script>alert(1)</script><!--]]>&amp;\"' \u{202e}evil\0\u{1b}[2J\u{fffe}\u{2028}x";
    let seen = "</title></text><script>alert(1)</script><!--]]>&amp;\"' evil[2Jx";
    let art = art(name).with_issuer(name).with_description(name).with_id("\"><script>");
    assert_eq!(art.name(), seen.replace("[2Jx", "[2J x"));
    let svg = art.to_svg();
    let document = roxmltree::Document::parse(&svg).unwrap();
    let elements: BTreeSet<&str> = document.descendants().map(|node| node.tag_name().name()).collect();
    let known = ["", "circle", "desc", "g", "path", "svg", "text", "title"];
    assert_eq!(elements, BTreeSet::from(known));
    assert_eq!(
        document.root_element().attribute("aria-labelledby"),
        Some("art-script-554299e9841f-t art-script-554299e9841f-d")
    );
}

#[test]
fn ids_are_of_what_is_drawn() {
    let id = |art: &Art| {
        let svg = art.to_svg();
        let document = roxmltree::Document::parse(&svg).unwrap();
        document.root_element().attribute("aria-labelledby").unwrap().to_owned()
    };
    let empathy = built_in("empathy");
    assert_eq!(id(&empathy), "art-bf0944f4bfa0-t");
    assert_eq!(id(&empathy), id(&empathy.clone()));
    let others = [
        built_in("initiative"),
        empathy.clone().with_shape(Shape::Circle),
        empathy.clone().with_issuer("Example College"),
        empathy.clone().with_description("Two hearts"),
        empathy.clone().with_levels([Mark::new("Listen", 1, 2).unwrap()]),
    ];
    let ids: BTreeSet<String> = others.iter().chain([&empathy]).map(id).collect();
    assert_eq!(ids.len(), 6);
    assert_eq!(id(&empathy.clone().with_id("first")), "art-first-t");
    // What is left out of an id makes no two of them the same.
    let with_id = |own: &str| id(&empathy.clone().with_id(own));
    assert_eq!(
        (with_id("é"), with_id("ü"), with_id("a b")),
        ("art-4a99557e4033-t".into(), "art-607474ca475a-t".into(), "art-ab-c8687a08aa5d-t".into())
    );
    assert_eq!(with_id(""), id(&empathy));
    let long = with_id(&"a".repeat(1_000));
    assert_eq!((long.len(), long != with_id(&"a".repeat(1_001))), (119, true));
}

#[test]
fn levels_are_told_and_drawn() {
    let mark = |reached, of| Mark::new("Listen actively", reached, of).unwrap();
    let theme = built_in("empathy").theme();
    let dashes = |marks: &[Mark]| {
        let ring = mark::ring(marks, &theme);
        let svg = format!("<svg>{ring}</svg>");
        let document = roxmltree::Document::parse(&svg).unwrap();
        let dashes = |node: roxmltree::Node<'_, '_>| node.attribute("stroke-dasharray").map(str::to_owned);
        document.descendants().filter_map(dashes).collect::<Vec<_>>()
    };
    // Two arcs, of two pieces and of one; the whole way around is 2π · 95.
    let two = [mark(1, 2), mark(1, 1)];
    assert_eq!(dashes(&two), ["141.23 3 141.23 13 285.45 13", "141.23 157.23 285.45 13"]);
    let none_reached = [mark(0, 4)];
    assert_eq!(dashes(&none_reached), ["146.23 3 146.23 3 146.23 3 146.23 3"]);
    // More than can be told apart: how far, no more.
    assert_eq!(dashes(&[mark(50, 200)]), ["148.48 0 445.43 3", "148.48 448.43"]);
    assert_eq!(dashes(&[]), Vec::<String>::new());
    assert_eq!(dashes(&vec![mark(1, 2); Mark::MOST + 1]), Vec::<String>::new());

    let art = built_in("empathy").with_issuer("Example College").with_levels([mark(3, 4).with_level("Proficient")]);
    assert!(art.to_svg().contains(">Example College; Listen actively: Proficient (3/4)</desc>"));
    assert_eq!(Mark::new("x", 0, 0).unwrap_err().code(), Code::InputNotCount);
    assert_eq!(Mark::new("x", 5, 4).unwrap_err().to_string(), "level 5 is not one of 4 levels");
}

#[test]
fn credentials_bring_issuer_levels_and_language() {
    let art = Art::of_credential(&credential()).unwrap();
    assert_eq!(art.device(), Device::Lens);
    assert_eq!(art.language.as_deref(), Some("en"));
    let told = "Example Community College; Gather and assess relevant information: Proficient (3/4); \
                Identify patterns: Exemplary (4/4); Question assumptions: Proficient (3/4); \
                Draw well-reasoned conclusions: Proficient (3/4)";
    assert_eq!(art.described(), told);
    // Levels are ordered by points; without them nobody knows which is higher.
    let mut unordered = credential();
    for description in &mut unordered.credential_subject.achievement.result_description {
        description.rubric_criterion_level.reverse();
    }
    assert_eq!(Art::of_credential(&unordered).unwrap(), art);
    for description in &mut unordered.credential_subject.achievement.result_description {
        description.rubric_criterion_level.iter_mut().for_each(|level| level.points = None);
    }
    assert_eq!(Art::of_credential(&unordered).unwrap().levels, []);
}

#[test]
fn languages() {
    let svg = art("Empatía").with_language("es-MX").unwrap().to_svg();
    assert!(svg.contains(" lang=\"es-MX\" xml:lang=\"es-MX\""));
    for bad in ["", "español", "en\" onload=\"", "EN", "en_US"] {
        assert_eq!(art("Empatía").with_language(bad).unwrap_err().code(), Code::InputUnknownWord, "{bad}");
    }
}

#[cfg(feature = "png")]
mod png {
    use super::*;

    /// One of the fonts that Linux distributions have, if it is there.
    fn font() -> Option<Vec<u8>> {
        let places = ["dejavu/DejaVuSans-Bold.ttf", "liberation/LiberationSans-Bold.ttf", "noto/NotoSans-Bold.ttf"];
        let found = places.iter().find_map(|place| std::fs::read(format!("/usr/share/fonts/truetype/{place}")).ok());
        if found.is_none() {
            println!("skipped: there is no font at hand");
        }
        found
    }

    #[test]
    fn drawn_with_the_font_that_is_handed_in() {
        let Some(font) = font() else { return };
        let png = built_in("empathy").with_issuer("Example College").to_png(96, &[&font]).unwrap();
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x60\0\0\0\x60"));
        assert_eq!(png, built_in("empathy").with_issuer("Example College").to_png(96, &[&font]).unwrap());
        let pixels = resvg::tiny_skia::Pixmap::decode_png(&png).unwrap();
        let at = |x, y| pixels.pixel(x, y).unwrap().demultiply();
        assert_eq!((at(0, 0).alpha(), at(48, 92).alpha()), (0, 255));
        // The name is white on the field, which is four fifths of the ground.
        let row: Vec<u8> = (0..96).map(|x| at(x, 62).red()).collect();
        assert!(row.contains(&143) && row.iter().any(|red| *red > 0xf0), "{row:?}");
        // No badge without its name: a font that lacks it is not enough.
        let error = art("批判性思维").to_png(96, &[&font]).unwrap_err();
        assert_eq!(error.code(), Code::ArtNoGlyph);
        assert!(error.to_string().starts_with("none of the fonts can draw `"), "{error}");
    }

    #[test]
    fn no_badge_without_its_name() {
        let error = art("Empathy").to_png(96, &[]).unwrap_err();
        let message = "none of the fonts can draw `Empathy`; hand in one of its script";
        assert_eq!((error.code(), error.to_string().as_str()), (Code::ArtNoGlyph, message));
        let error = art("Empathy").to_png(96, &[b"no font"]).unwrap_err();
        assert_eq!(error.to_string(), "the bytes of font 0 are no TrueType or OpenType font");
        for size in [0, 31, 4097, u32::MAX] {
            assert_eq!(art("Empathy").to_png(size, &[]).unwrap_err().code(), Code::InputNotCount, "{size}");
        }
    }
}

/// Texts of many scripts, marks and signs, and of what does harm.
fn names() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        "\\PC{0,12}",
        "[a-zA-Z<>&\"' -]{0,12}",
        "[\u{0}-\u{1f}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{fffe}\u{ffff}]{0,3}",
        "[\u{e00}-\u{e5b}]{0,12}",
        "[\u{900}-\u{97f}]{0,12}",
        "[\u{600}-\u{6ff}]{0,12}",
        "[一-龥、。（）]{0,12}",
        "[\u{1f1e6}-\u{1f1ff}\u{1f600}-\u{1f64f}\u{200d}\u{fe0f}\u{1f3fb}-\u{1f3ff}]{0,8}",
    ];
    proptest::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_name_is_drawn_within_the_shape(name in names(), issuer in names(), shape in 0..4_usize) {
        let Ok(art) = Art::new(&name) else { return Ok(()) };
        let shape = Shape::ALL[shape];
        let art = art.with_issuer(&issuer).with_shape(shape);
        let svg = art.to_svg();
        let document = roxmltree::Document::parse(&svg).unwrap();
        let title = document.descendants().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "title"))).unwrap();
        prop_assert_eq!(title.text(), Some(art.name()));
        let texts: Vec<_> = document.descendants().filter(|node| node.tag_name().name() == "text").collect();
        prop_assert!((1..=5).contains(&texts.len()));
        for text in texts {
            let shown = text.text().unwrap_or_default();
            prop_assert!(!shown.is_empty());
            let size: f64 = text.parent().unwrap().attribute("font-size").unwrap().parse().unwrap();
            let number = |name| text.attribute(name).and_then(|value| value.parse::<f64>().ok());
            let estimate = clusters(shown, usize::MAX).iter().map(|c| f64::from(c.width)).sum::<f64>() * size / 1000.0;
            let length = number("textLength").unwrap_or(estimate);
            let baseline = number("y").unwrap();
            let (top, bottom) = shape.text_zone();
            prop_assert!(baseline > top && baseline < bottom);
            // One character may be wider than a line: then it is drawn as wide as the line.
            prop_assert!(length <= 2.0 * shape.half_width(baseline - 0.3 * size) + 0.1, "{} in {}", length, svg);
        }
        prop_assert_eq!(svg, art.to_svg());
    }

    #[test]
    fn any_ground_can_be_read_on(red: u8, green: u8, blue: u8) {
        let colour = Colour::new(red, green, blue);
        prop_assert_eq!(colour.to_string().parse::<Colour>().unwrap(), colour);
        seen(&Theme::new(colour));
    }
}
