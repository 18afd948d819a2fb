//! Pages as they come out, for badges good, odd and hostile.
//!
//! The pages in `fixtures/golden/page` are looked at by people and by `tests/interop/page.sh`. `OPENBADGES_PAGES=FOLDER` has the
//! test write what it made into a folder, to look at and to compare.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "common/attack.rs"]
mod attack;
mod common;

use attack::{golden, issued, tampered};
use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use openbadges::display::page::Page;
use openbadges::display::summary::{Summary, Unverified};
use openbadges::language::Language;
use openbadges::model::{IdentifierType, Image};
use openbadges::verify::{Person, Policy, Resources, Standing, TrustRegistry, Verifier};
use proptest::prelude::*;
use serde_json::{Value, json};

const AT: &str = "2026-07-01T00:00:00Z";
const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 96 96\"><path d=\"M48 2l40 23v46L48 94 8 71V25z\" \
                       fill=\"#214e7c\"/><path d=\"M30 50l13 13 24-28\" fill=\"none\" stroke=\"#fff\" stroke-width=\"7\"/></svg>";

fn verifier() -> Verifier {
    Verifier::new(Policy::default())
}

/// The page of a badge, whatever the verdict.
fn page(badge: &Value, language: Language) -> String {
    page_by(&verifier(), badge, language)
}

fn page_by(verifier: &Verifier, badge: &Value, language: Language) -> String {
    let report = verifier.verify(badge.to_string().as_bytes(), &Resources::new(), AT.parse().unwrap());
    match report.into_verified() {
        Ok(verified) => Page::of(&Summary::of(&verified)).with_language(language).to_html(),
        Err(not) => Page::of_unverified(&Unverified::from(&not)).with_language(language).to_html(),
    }
}

/// One who trusts the college.
fn trusting() -> Verifier {
    let issuer = golden()["issuer"]["id"].as_str().unwrap().to_owned();
    verifier().with_trust(TrustRegistry::new().with(issuer, Standing::Trusted))
}

/// With all that a badge can have.
fn rich() -> Value {
    issued(|badge| {
        let subject = &mut badge["credentialSubject"];
        subject["identifier"].as_array_mut().unwrap().push(
            json!({"type": "IdentityObject", "hashed": false, "identityHash": "Amara Okafor", "identityType": "name"}),
        );
        subject["source"] = json!({"id": "https://city.example/", "type": ["Profile"], "name": "City Skills Center",
            "url": "https://city.example/"});
        subject["achievement"]["image"] = json!(Image::from_svg(PICTURE.as_bytes()).unwrap());
        subject["achievement"]["alignment"] = json!([
            {"type": ["Alignment"], "targetName": "Critical Thinking", "targetUrl": "https://nace.example/competencies#ct",
             "targetFramework": "NACE Career Readiness Competencies"},
            {"type": ["Alignment"], "targetName": "Critical Thinking", "targetCode": "2.A.2.a",
             "targetUrl": "https://onet.example/2.A.2.a", "targetFramework": "O*NET"},
        ]);
        subject["achievement"]["resultDescription"][1]["alignment"] = json!([
            {"type": ["Alignment"], "targetName": "Pattern recognition", "targetUrl": "urn:example:pattern-recognition",
             "targetFramework": "O*NET"},
        ]);
        badge["validUntil"] = json!("2029-05-04T09:00:00Z");
    })
}

fn arabic() -> Value {
    issued(|badge| {
        let subject = &mut badge["credentialSubject"];
        subject["identifier"] = json!([
            {"type": "IdentityObject", "hashed": false, "identityHash": "أمارا أوكافور (Amara)", "identityType": "name"}]);
        subject["achievement"]["name"] = json!("التفكير النقدي");
        subject["achievement"]["inLanguage"] = json!("ar");
        subject["achievement"]["description"] = json!("يفكر بمنطق ودقة من المعلومات إلى الاستنتاج.");
        subject["achievement"]["criteria"] =
            json!({"narrative": "للحصول على **الشارة**:\n\n- جمع المعلومات\n- طرح الأسئلة"});
        let names = ["جمع المعلومات وتقييمها", "تحديد الأنماط", "مساءلة الافتراضات", "استخلاص النتائج (v2)"];
        for (description, name) in
            subject["achievement"]["resultDescription"].as_array_mut().unwrap().iter_mut().zip(names)
        {
            description["name"] = json!(name);
            for (level, name) in description["rubricCriterionLevel"].as_array_mut().unwrap().iter_mut().zip([
                "مبتدئ",
                "نامٍ",
                "متقن",
                "متميز",
            ]) {
                level["name"] = json!(name);
            }
        }
        badge["issuer"]["name"] = json!("كلية المجتمع");
        badge["evidence"] = json!([{"type": ["Evidence"], "name": "خريطة المصادر", "id": "https://portfolio.example.edu/a",
            "narrative": "اثنا عشر مصدرًا، مرتبة حسب *موثوقيتها*."}]);
    })
}

fn chinese() -> Value {
    issued(|badge| {
        let subject = &mut badge["credentialSubject"];
        subject["identifier"] = json!([
            {"type": "IdentityObject", "hashed": false, "identityHash": "陈美玲", "identityType": "name"}]);
        subject["achievement"]["name"] = json!("批判性思维");
        subject["achievement"]["inLanguage"] = json!("zh-Hans");
        subject["achievement"]["description"] = json!("从信息出发，以严谨的逻辑得出结论。");
        subject["achievement"]["image"] = json!(Image::from_svg(PICTURE.as_bytes()).unwrap());
        let names = ["收集并评估相关信息", "识别模式", "质疑假设", "得出有充分理由的结论"];
        for (description, name) in
            subject["achievement"]["resultDescription"].as_array_mut().unwrap().iter_mut().zip(names)
        {
            description["name"] = json!(name);
        }
        badge["issuer"]["name"] = json!("示例社区学院");
        badge["evidence"] =
            json!([{"type": ["Evidence"], "name": "资料来源图", "id": "https://portfolio.example.edu/b"}]);
    })
}

fn long() -> Value {
    issued(|badge| {
        let name = "Interdisciplinary Collaborative Critical Thinking and Evidence-Based Decision Making in Complex, \
                    Rapidly Changing Multi-Stakeholder Environments: Foundations, Methods and Applied Practice";
        badge["credentialSubject"]["achievement"]["name"] = json!(name);
        badge["credentialSubject"]["identifier"] = json!([{"type": "IdentityObject", "hashed": false,
            "identityHash": "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafe",
            "identityType": "name"}]);
        badge["issuer"]["name"] = json!(
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Community and Technical \
            College of the United Counties, School of Continuing and Professional Studies"
        );
        badge["credentialSubject"]["achievement"]["image"] = json!(Image::from_svg(PICTURE.as_bytes()).unwrap());
        let description = &mut badge["credentialSubject"]["achievement"]["resultDescription"][0];
        description["name"] = json!("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft");
        description["rubricCriterionLevel"][2]["name"] = json!("Extraordinarily well-developed");
    })
}

const HOSTILE: &str = "\"'><script>alert(1)</script></title></style><img src=x onerror=alert(1)>\u{202e}<!--\0";

/// Every text that is nobody's id, replaced or extended.
fn spoil(value: &mut Value, text: &str) {
    match value {
        Value::Object(members) => {
            for (name, value) in members.iter_mut() {
                let is_text = matches!(
                    name.as_str(),
                    "name"
                        | "description"
                        | "narrative"
                        | "targetName"
                        | "targetFramework"
                        | "targetCode"
                        | "version"
                        | "genre"
                        | "role"
                        | "term"
                        | "fieldOfStudy"
                        | "licenseNumber"
                        | "caption"
                );
                match value {
                    Value::String(own) if is_text => *own = text.to_owned(),
                    Value::String(_) => {}
                    other => spoil(other, text),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| spoil(item, text)),
        _ => {}
    }
}

fn hostile() -> Value {
    issued(|badge| {
        let hashed = badge["credentialSubject"]["identifier"].clone();
        let text = HOSTILE;
        spoil(badge, text);
        let subject = &mut badge["credentialSubject"];
        subject["identifier"] = hashed;
        subject["identifier"]
            .as_array_mut()
            .unwrap()
            .push(json!({"type": "IdentityObject", "hashed": false, "identityHash": text, "identityType": "name"}));
        subject["role"] = json!(text);
        subject["narrative"] = json!(format!(
            "{text}\n\n[a](javascript:alert(1)) ![b](https://evil.example/x.png) \
            <iframe src=//evil.example></iframe>\n\n# {text}\n\n[c](data:text/html,<script>alert(1)</script>)"
        ));
        subject["achievement"]["image"] = json!({"id": "https://evil.example/track.png", "type": "Image"});
        subject["achievement"]["alignment"] = json!([{"type": ["Alignment"], "targetName": text,
            "targetUrl": "javascript:alert(1)", "targetFramework": text}]);
        badge["issuer"]["url"] = json!("https://example.edu:443/?\"><script>");
        badge["issuer"]["url"] = json!("https://example.edu/?%22%3E%3Cscript%3E'(x)");
        badge["evidence"][0]["id"] = json!("data:text/html,%3Cscript%3Ealert(1)%3C/script%3E");
        badge["evidence"][1]["id"] = json!("https://bank.example@evil.example/");
    })
}

/// Warnings: the badge has no `validUntil` problem, but is of an issuer that the registry does not know.
fn warned(language: Language) -> String {
    let verifier = Verifier::new(Policy::archive()).with_trust(TrustRegistry::new());
    page_by(&verifier, &rich(), language)
}

fn samples() -> Vec<(&'static str, String)> {
    let forged = tampered(&rich(), |badge| badge["name"] = json!("Critical Thinking, Level 9"));
    let https: Value = serde_json::from_str(attack::HTTPS_GOLDEN).unwrap();
    let hostile_forged = tampered(&hostile(), |badge| badge["name"] = json!("x"));
    vec![
        ("english", page_by(&trusting(), &rich(), Language::english())),
        ("spanish", page(&rich(), Language::spanish())),
        ("warned", warned(Language::english())),
        ("not-verified", page(&forged, Language::english())),
        ("not-verified-spanish", page(&forged, Language::spanish())),
        ("undecided", page(&https, Language::english())),
        ("arabic", page(&arabic(), Language::english())),
        ("chinese", page(&chinese(), Language::english())),
        ("long", page(&long(), Language::english())),
        ("hostile", page(&hostile(), Language::english())),
        ("hostile-not-verified", page(&hostile_forged, Language::english())),
    ]
}

#[test]
fn the_pages_are_the_golden_ones() {
    let golden = [
        ("english", include_str!("../fixtures/golden/page/english.html")),
        ("spanish", include_str!("../fixtures/golden/page/spanish.html")),
        ("not-verified", include_str!("../fixtures/golden/page/not-verified.html")),
        ("undecided", include_str!("../fixtures/golden/page/undecided.html")),
        ("arabic", include_str!("../fixtures/golden/page/arabic.html")),
        ("hostile", include_str!("../fixtures/golden/page/hostile.html")),
    ];
    let samples = samples();
    if let Some(folder) = std::env::var_os("OPENBADGES_PAGES") {
        for (name, html) in &samples {
            std::fs::write(std::path::Path::new(&folder).join(format!("{name}.html")), html).unwrap();
        }
    }
    for (name, expected) in golden {
        let (_, html) = samples.iter().find(|(own, _)| *own == name).unwrap();
        assert!(html == expected, "{name} is another page now: look at it (OPENBADGES_PAGES)");
    }
}

/// What a browser makes of a page.
#[derive(Default, Debug)]
struct Seen {
    /// Elements, in the order of the document.
    elements: Vec<(String, Vec<(String, String)>)>,
    comments: usize,
    scripts: Vec<String>,
    title: String,
    text: String,
}

impl Seen {
    fn of(html: &str) -> Seen {
        let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
        let mut seen = Seen::default();
        seen.walk(&dom.document, "");
        seen
    }

    fn walk(&mut self, node: &Handle, parent: &str) {
        let mut own = parent.to_owned();
        match &node.data {
            NodeData::Element { name, attrs, .. } => {
                own = name.local.to_string();
                let attrs = attrs.borrow();
                let attrs = attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
                self.elements.push((own.clone(), attrs));
            }
            NodeData::Text { contents } => match parent {
                "script" => self.scripts.push(contents.borrow().to_string()),
                "style" => {}
                "title" => self.title.push_str(&contents.borrow()),
                _ => self.text.push_str(&contents.borrow()),
            },
            NodeData::Comment { .. } => self.comments += 1,
            _ => {}
        }
        node.children.borrow().iter().for_each(|child| self.walk(child, &own));
    }

    fn count(&self, name: &str) -> usize {
        self.elements.iter().filter(|(own, _)| own == name).count()
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.elements.iter().flat_map(|(_, attrs)| attrs).filter(move |(own, _)| own == name).map(|(_, value)| &**value)
    }
}

/// Elements that a page has; nothing else comes out of any text.
const ELEMENTS: [&str; 46] = [
    "a",
    "b",
    "bdi",
    "blockquote",
    "body",
    "br",
    "circle",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "footer",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "img",
    "li",
    "link",
    "main",
    "meta",
    "ol",
    "p",
    "path",
    "pre",
    "q",
    "script",
    "section",
    "span",
    "strong",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
];
const ATTRIBUTES: [&str; 27] = [
    "alt",
    "aria-hidden",
    "aria-labelledby",
    "charset",
    "class",
    "content",
    "cx",
    "cy",
    "d",
    "dir",
    "fill",
    "href",
    "http-equiv",
    "id",
    "lang",
    "name",
    "property",
    "r",
    "rel",
    "scope",
    "src",
    "start",
    "stroke",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-width",
    "type",
];

/// What holds of every page.
fn assert_safe(html: &str, is_verified: bool) -> Seen {
    let seen = Seen::of(html);
    for (name, attrs) in &seen.elements {
        assert!(ELEMENTS.contains(&&**name) || name == "ul" || name == "tr", "<{name}>");
        for (attribute, value) in attrs {
            assert!(ATTRIBUTES.contains(&&**attribute) || attribute == "viewBox", "{attribute}={value}");
        }
    }
    assert_eq!(seen.comments, 0);
    // The one script is data.
    assert_eq!(seen.scripts.len(), usize::from(is_verified));
    assert!(
        seen.elements
            .iter()
            .all(|(name, attrs)| name != "script" || attrs == &[("type".to_owned(), "application/ld+json".to_owned())])
    );
    for json in &seen.scripts {
        let data: Value = serde_json::from_str(json).unwrap();
        assert_eq!(data["@type"], "EducationalOccupationalCredential");
    }
    for href in seen.all("href") {
        assert!(href.starts_with("https://") || href.starts_with("http://") || href == "#shown", "{href}");
    }
    for src in seen.all("src") {
        assert!(src.starts_with("data:image/svg+xml;base64,") || src.starts_with("data:image/png;base64,"), "{src}");
    }
    for name in ["html", "head", "body", "main", "h1", "title", "style", "footer"] {
        assert_eq!(seen.count(name), 1, "<{name}>");
    }
    assert!(!html.chars().any(|c| matches!(c, '\0' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}')));
    let without_image = html.len() - seen.all("src").map(str::len).sum::<usize>();
    assert!(without_image < 60_000, "{without_image} bytes");
    seen
}

#[test]
fn pages_ask_nobody_and_run_nothing() {
    for (name, html) in samples() {
        let seen = assert_safe(&html, !["not-verified", "undecided"].iter().any(|not| name.contains(not)));
        let policy = seen.all("content").next().unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        for remote in ["@import", "url(", "<iframe", "<link rel=\"stylesheet", "srcset"] {
            // Of the hostile badge they are text.
            assert!(!html.contains(remote), "{name}: {remote}");
        }
        for link in seen.elements.iter().filter(|(own, attrs)| own == "a" && attrs.iter().all(|(a, _)| a != "class")) {
            let rel = ("rel".to_owned(), "nofollow noopener noreferrer ugc".to_owned());
            assert!(link.1.contains(&rel), "{link:?}");
        }
    }
}

#[test]
fn the_style_is_the_one_that_the_policy_names() {
    use base64::Engine as _;
    use sha2::Digest as _;
    let html = page(&rich(), Language::english());
    let style = html.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    let digest = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(style.as_bytes()));
    assert!(html.contains(&format!("style-src &#39;sha256-{digest}&#39;;")));
    // The parser leaves nothing of it to the page.
    assert!(!style.contains('<') && !style.contains('\r'));
}

/// Texts that try to be something else.
const TEXTS: [&str; 20] = [
    HOSTILE,
    "\"><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]><!--",
    "' onmouseover='alert(1)",
    "\" onfocus=\"alert(1)\" autofocus=\"",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://evil.example/pixel.png)",
    "<https://evil.example/\"onclick=alert(1)>",
    "[x]: https://evil.example '\"><img src=x>'\n\n[x]",
    "\u{202e}\u{2066}moc.elpmaxe\u{2028}\u{0}",
    "&lt;script&gt;&#60;script&#62;&NewLine;&colon;",
    "</bdi></p></main><h1>Verified</h1>",
    "{name} {issuer} {day}",
    "<style>*{display:none}</style>",
    "<svg><foreignObject><iframe src=//evil.example>",
    "",
];

#[test]
fn hostile_texts_in_every_field_stay_texts() {
    for text in TEXTS {
        let badge = issued(|badge| {
            *badge = hostile();
            if !text.is_empty() {
                spoil(badge, text);
            }
            badge["credentialSubject"]["narrative"] = json!(text.to_owned() + " ");
            badge["credentialSubject"]["achievement"]["criteria"]["narrative"] = json!(text.to_owned() + " ");
        });
        for language in [Language::english(), Language::spanish()] {
            let seen = assert_safe(&page(&badge, language.clone()), true);
            assert!(seen.all("alt").count() == 0 && seen.count("h1") == 1);
            let forged = tampered(&badge, |badge| badge["name"] = json!("forged"));
            let seen = assert_safe(&page(&forged, language), false);
            assert!(!seen.title.contains("forged") && seen.count("a") == 0);
        }
    }
}

#[test]
fn long_texts_are_cut() {
    for unit in ["x", "x ", "<", "&", "\"", "語", "\u{301}", "a\u{301}", "👩\u{200d}🚀", "**", "[", "> "] {
        let badge = issued(|badge| {
            *badge = hostile();
            spoil(badge, &unit.repeat(3_000 / unit.len()));
            badge["credentialSubject"]["achievement"]["name"] = json!(unit.repeat(100_000 / unit.len()));
            badge["credentialSubject"]["narrative"] = json!(unit.repeat(100_000 / unit.len()));
            let evidence = badge["evidence"][0].clone();
            badge["evidence"] = json!(vec![evidence; 6]);
        });
        assert_safe(&page(&badge, Language::english()), true);
        let forged = tampered(&badge, |badge| badge["name"] = json!("forged"));
        assert_safe(&page(&forged, Language::english()), false);
    }
}

#[test]
fn many_things_are_counted() {
    let badge = issued(|badge| {
        let evidence = badge["evidence"][1].clone();
        badge["evidence"] = json!(vec![evidence; 300]);
        let alignment =
            json!({"type": ["Alignment"], "targetName": "N".repeat(190), "targetUrl": "https://a.example/x"});
        badge["credentialSubject"]["achievement"]["alignment"] = json!(vec![alignment; 300]);
    });
    let html = page(&badge, Language::english());
    assert_safe(&html, true);
    assert!(html.contains("and 276 more"), "{html}");
}

#[test]
fn a_badge_that_is_not_verified_says_so_first_and_vouches_for_nothing() {
    let forged = tampered(&rich(), |badge| badge["credentialSubject"]["achievement"]["name"] = json!("Brain Surgery"));
    let html = page(&forged, Language::english());
    let seen = assert_safe(&html, false);
    assert_eq!(seen.title, "Not verified");
    assert_eq!((seen.count("img"), seen.count("a"), seen.count("link")), (0, 0, 0));
    let at = |text: &str| seen.text.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(at("Not verified") < at("the signature does not fit") && at("Why") < at("Brain Surgery"));
    assert!(at("Unverified: anybody can have written this.") < at("Brain Surgery"));
    // Nothing of what it claims is in what travels as a preview.
    assert!(!html.split("</head>").next().unwrap().contains("Brain Surgery"));
    assert_eq!(seen.text.matches("Brain Surgery").count(), 1);
    assert!(!seen.text.contains("Amara") && !seen.text.contains("Exemplary"));
    let spanish = Seen::of(&page(&forged, Language::spanish()));
    assert_eq!(spanish.title, "No verificada");
    let garbage = verifier().verify(b"{}", &Resources::new(), AT.parse().unwrap());
    let html = Page::of_unverified(&Unverified::of(&garbage).unwrap()).to_html();
    let seen = assert_safe(&html, false);
    assert!(!seen.text.contains("What it claims"));
}

#[test]
fn what_machines_read() {
    let report = trusting().verify(rich().to_string().as_bytes(), &Resources::new(), AT.parse().unwrap());
    let verified = report.into_verified().unwrap();
    let summary = Summary::of(&verified);
    let page = Page::of(&summary);
    let (url, image) = ("https://badges.example.edu/a/1?x=1&y=2", "https://badges.example.edu/a/1.png");
    let page = page.with_url(url).unwrap().with_image_url(image).unwrap();
    let seen = assert_safe(&page.to_html(), true);
    assert_eq!(page.to_string(), page.to_html());
    assert_eq!(page.file_name(), "critical-thinking.html");
    let meta = |key: &str| {
        let is = |attrs: &[(String, String)]| attrs.iter().any(|(name, own)| name != "content" && own == key);
        let (_, attrs) = seen.elements.iter().find(|(_, attrs)| is(attrs)).unwrap_or_else(|| panic!("{key}"));
        attrs.iter().find(|(name, _)| name == "content" || name == "href").unwrap().1.clone()
    };
    assert_eq!(meta("canonical"), url);
    assert_eq!(meta("og:url"), url);
    assert_eq!(meta("og:image"), image);
    assert_eq!(meta("og:image:alt"), "Badge: Critical Thinking");
    assert_eq!(meta("og:title"), "Critical Thinking");
    assert_eq!(meta("og:type"), "website");
    let description = "Critical Thinking, a badge from Example Community College, awarded on 4 May 2026.";
    assert_eq!((meta("og:description"), meta("description")), (description.into(), description.into()));
    assert_eq!(seen.title, "Critical Thinking · Example Community College");
    let data: Value = serde_json::from_str(&seen.scripts[0]).unwrap();
    assert_eq!(
        data,
        json!({
            "@context": "https://schema.org",
            "@type": "EducationalOccupationalCredential",
            "identifier": "urn:uuid:98d48ab7-5e93-848f-89e6-7f444a662bb8",
            "name": "Critical Thinking",
            "description": "Reasons logically and with rigour from information to conclusion.",
            "credentialCategory": "MicroCredential",
            "inLanguage": "en",
            "version": "1.0",
            "url": url,
            "image": image,
            "dateCreated": "2026-05-04T09:00:00Z",
            "expires": "2029-05-04T09:00:00Z",
            "recognizedBy": {"@type": "Organization",
                "identifier": "did:key:z6MkwFNRTQ8ZUtPSHeqt6VR2oFahKoPKBAchxXYsLSAyGzUq",
                "name": "Example Community College", "url": "https://badges.example.edu/"},
            "creator": {"@type": "Organization", "identifier": "https://eddesignlab.org/",
                "name": "Education Design Lab", "url": "https://eddesignlab.org/"},
            "competencyRequired": [
                {"@type": "DefinedTerm", "name": "Gather and assess relevant information"},
                {"@type": "DefinedTerm", "name": "Identify patterns"},
                {"@type": "DefinedTerm", "name": "Question assumptions"},
                {"@type": "DefinedTerm", "name": "Draw well-reasoned conclusions"}],
            "educationalAlignment": [
                {"@type": "AlignmentObject", "targetName": "Critical Thinking",
                    "targetUrl": "https://nace.example/competencies#ct",
                    "educationalFramework": "NACE Career Readiness Competencies"},
                {"@type": "AlignmentObject", "targetName": "Critical Thinking",
                    "targetUrl": "https://onet.example/2.A.2.a", "educationalFramework": "O*NET"}]
        })
    );
    for bad in ["javascript:alert(1)", "badge.html", "https://a@b.example/", "data:text/html,x"] {
        assert_eq!(Page::of(&summary).with_url(bad).unwrap_err().code().as_str(), "input.not-a-url", "{bad}");
        assert!(Page::of(&summary).with_image_url(bad).is_err(), "{bad}");
    }
    assert_eq!(Page::of(&summary).with_image(b"GIF89a").unwrap_err().code().as_str(), "input.not-an-image");
    let png = std::iter::once(&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..]).collect::<Vec<_>>().concat();
    assert!(Page::of(&summary).with_image(&png).unwrap().to_html().contains("<img src=\"data:image/png;base64,iVBOR"));
}

/// Where nothing says that it is only the issuer's own word, the name is not.
#[test]
fn machines_are_not_told_who_an_issuer_says_it_is() {
    let seen = Seen::of(&page(&rich(), Language::english()));
    let data: Value = serde_json::from_str(&seen.scripts[0]).unwrap();
    let id = "did:key:z6MkwFNRTQ8ZUtPSHeqt6VR2oFahKoPKBAchxXYsLSAyGzUq";
    assert_eq!(data["recognizedBy"], json!({"@type": "Organization", "identifier": id}));
    assert_eq!(data.get("creator"), None);
    assert_eq!(seen.title, "Critical Thinking");
    assert!(seen.all("content").any(|text| text == "Critical Thinking, a badge awarded on 4 May 2026."));
    assert!(!seen.all("content").any(|text| text.contains("Example Community College")));
    assert!(seen.text.contains("name as it states itself; known by its key only"));
    let https: Value = serde_json::from_str(attack::HTTPS_GOLDEN).unwrap();
    let report = verifier().verify(https.to_string().as_bytes(), &attack::published(), AT.parse().unwrap());
    let verified = report.into_verified().unwrap();
    let seen = Seen::of(&Page::of(&Summary::of(&verified)).to_html());
    let data: Value = serde_json::from_str(&seen.scripts[0]).unwrap();
    let issuer = json!({"@type": "Organization", "identifier": attack::HTTPS, "name": "badges.example.edu"});
    assert_eq!(data["recognizedBy"], issuer);
    assert_eq!(seen.title, "Project Work · badges.example.edu");
    assert!(seen.text.contains("its key is vouched for by badges.example.edu"));
}

/// The person given, or just somebody of that name.
#[test]
fn whom_a_badge_is_about_is_said_as_far_as_it_is_known() {
    let seen = |person: Person| {
        let report =
            verifier().verify_for(rich().to_string().as_bytes(), &Resources::new(), AT.parse().unwrap(), &person);
        Seen::of(&Page::of(&Summary::of(&report.into_verified().unwrap())).to_html()).text
    };
    let email = Person::new().with_identifier(IdentifierType::EmailAddress, "Amara.Okafor@students.example.edu");
    let by_email = seen(email);
    assert!(
        by_email.contains("Amara Okaforname stated by the issuer, not verifiedidentity checked by: e-mail address")
    );
    let name = Person::new().with_identifier(IdentifierType::Name, "Amara Okafor");
    assert!(seen(name).contains("Amara Okaforit fits the person given, but so may others: name"));
}

#[test]
fn endorsers_are_who_they_say_they_are_only_if_they_are_trusted() {
    let endorsed = include_str!("../fixtures/golden/endorsed.json");
    let seen = |verifier: Verifier| {
        let report = verifier.verify(endorsed.as_bytes(), &Resources::new(), AT.parse().unwrap());
        Seen::of(&Page::of(&Summary::of(&report.into_verified().unwrap())).to_html()).text
    };
    let badge: Value = serde_json::from_str(endorsed).unwrap();
    let endorser = badge["credentialSubject"]["achievement"]["endorsement"][0]["issuer"]["id"].as_str().unwrap();
    let stated = "Example Worksendorses what the issuer names as the achievement: \
                  urn:uuid:0f4f6f2e-5f0b-4c1e-9d5a-6b1f2a7c3e84#critical-thinkingname as it states itself";
    assert!(seen(verifier()).contains(stated));
    let known = verifier().with_endorsers(TrustRegistry::new().with(endorser, Standing::Trusted));
    assert!(!seen(known).contains(stated));
}

#[test]
fn days_mislead_nobody() {
    let badge = issued(|badge| {
        badge["awardedDate"] = json!("2035-05-04T09:00:00Z");
        badge["validUntil"] = json!("2026-07-02T01:00:00+12:00");
        badge["credentialSubject"]["activityEndDate"] = json!("2026-08-01T00:00:00Z");
    });
    let seen = Seen::of(&page(&badge, Language::english()));
    assert!(seen.text.contains(
        "Awarded on4 May 2035 (after the moment of this check)this edition valid from 4 May 2026valid until 1 July 2026, 13:00 UTC"
    ));
    assert!(seen.text.contains("Activityuntil 1 August 2026 (after the moment of this check)"));
    assert!(
        seen.all("content")
            .any(|text| text.ends_with(", a badge awarded on 4 May 2035 (after the moment of this check)."))
    );
}

/// A name of which nothing is seen is none.
#[test]
fn names_that_show_nothing() {
    let badge = issued(|badge| {
        badge["issuer"]["name"] = json!("\u{2800}\u{ad}");
        badge["issuer"].as_object_mut().unwrap().remove("url");
        badge["credentialSubject"]["identifier"] = json!([
            {"type": "IdentityObject", "hashed": false, "identityHash": "\u{3164}", "identityType": "name"}
        ]);
    });
    let seen = Seen::of(&page(&badge, Language::english())).text;
    let (issuer, learner) =
        (badge["issuer"]["id"].as_str().unwrap(), badge["credentialSubject"]["id"].as_str().unwrap());
    assert!(seen.contains(&format!("Awarded to{learner}identity not checked")), "{seen}");
    assert!(seen.contains(&format!("Issued by{issuer}name as it states itself")), "{seen}");
}

/// An endorsement by one who is part of the badge says so.
#[test]
fn who_endorses_their_own_badge() {
    let endorsed: Value = serde_json::from_str(include_str!("../fixtures/golden/endorsed.json")).unwrap();
    let endorser = endorsed["credentialSubject"]["achievement"]["endorsement"][0]["issuer"]["id"].clone();
    let badge = issued(|badge| {
        badge["credentialSubject"]["id"] = endorser;
        badge["credentialSubject"]["achievement"]["endorsement"] =
            endorsed["credentialSubject"]["achievement"]["endorsement"].clone();
    });
    let seen = |language: Language| Seen::of(&page(&badge, language)).text;
    assert!(seen(Language::english()).contains("Example Worksby the learnerendorses what the issuer names as"));
    assert!(
        seen(Language::spanish()).contains("Example Workspor la persona que la recibióavala lo que el emisor indica")
    );
}

#[test]
fn languages_and_directions() {
    let english = Seen::of(&page(&arabic(), Language::english()));
    assert_eq!(english.elements[0].1, [("lang".to_owned(), "en".to_owned())]);
    assert!(english.all("lang").any(|lang| lang == "ar"));
    let spanish = Seen::of(&page(&rich(), Language::spanish()));
    assert_eq!(spanish.all("lang").next(), Some("es"));
    assert!(spanish.all("lang").any(|lang| lang == "en"));
    // Of the same language nothing is marked.
    assert_eq!(Seen::of(&page(&rich(), Language::english())).all("lang").count(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_in_any_field_is_more_than_text(
        texts in proptest::collection::vec(prop_oneof![
            any::<String>(),
            "[ -~]{0,40}",
            "([<>\"'&;!/-]|script|style|title|onclick=|javascript:|\\[x\\]\\(|\\)|\n|# |[*_`\\\\]){0,30}",
        ], 8),
    ) {
        let badge = issued(|badge| {
            *badge = hostile();
            let subject = &mut badge["credentialSubject"];
            let text = |at: usize| json!(format!("{} .", texts[at]));
            subject["achievement"]["name"] = text(0);
            subject["achievement"]["description"] = text(1);
            subject["achievement"]["criteria"]["narrative"] = text(2);
            subject["narrative"] = text(3);
            subject["achievement"]["resultDescription"][0]["name"] = text(4);
            badge["issuer"]["name"] = text(5);
            badge["evidence"][0]["narrative"] = text(6);
            badge["evidence"][1]["name"] = text(7);
        });
        let seen = assert_safe(&page(&badge, Language::english()), true);
        prop_assert_eq!(seen.count("table"), 2);
        let forged = tampered(&badge, |badge| badge["name"] = json!("forged"));
        assert_safe(&page(&forged, Language::spanish()), false);
    }
}
