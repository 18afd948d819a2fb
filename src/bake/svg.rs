//! SVG: the credential in an element of its own (Open Badges 3.0, section 5.3.3).

use roxmltree::{Document as Xml, Node, ParsingOptions};

use super::credential::Credential;
use super::found::{Found, Version, occupied};
use super::markup::{self, Doctype, Places, Root, Text};
use super::{Baked, Existing};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::limits::Limits;
use crate::text::quoted;

const SVG: &str = "http://www.w3.org/2000/svg";
const NAMESPACE: &str = "https://purl.imsglobal.org/ob/v3p0";

/// What badges are in: namespace and name. The second is none of the standard's, but other software writes it.
const PLACES: [(Version, &str, &str); 3] = [
    (Version::Three, NAMESPACE, "credential"),
    (Version::Three, "https://purl.imsglobal.org/spec/ob/v3p0", "credential"),
    (Version::Earlier, "http://openbadges.org", "assertion"),
];

/// The prefix that the standard writes; software that looks for the name without asking for its namespace finds no other.
const PREFIX: &str = "openbadges";

/// What badges are in, as it is written: some software looks for these letters, whatever the prefix is bound to.
const WRITTEN: [&str; 2] = ["openbadges:credential", "openbadges:assertion"];

/// An element that a badge is in, or that other software takes for one.
struct Place<'x, 't> {
    node: Node<'x, 't>,
    /// None in a namespace that is none of the standard's.
    version: Option<Version>,
}

pub(super) fn bake(image: &[u8], credential: &Credential<'_>, existing: Existing, limits: &Limits) -> Result<Vec<u8>> {
    if let Some(at) = credential.text.find(['\u{fffe}', '\u{ffff}']) {
        let c = credential.text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
        let message = format!("the credential has U+{:04X} at byte {at}, which no XML can have", u32::from(c));
        return Err(Error::input(Code::BakeNotInXml, "", message));
    }
    let Text { text, other_encoding } = markup::decode(image)?;
    let (xml, root) = parse(text, Doctype::Refuse, limits)?;
    // A reference to a character cannot stand in CDATA, and escapes would make it another text.
    if let Some(encoding) = other_encoding.filter(|_| !credential.text.is_ascii()) {
        let message = format!("the SVG declares the encoding {}; the credential is not in ASCII", quoted(encoding));
        let finding = Finding::error(Code::BakeNotUtf8, "", message);
        return Err(Error::new(ErrorKind::Input, finding.with_remedy("save the image as UTF-8")));
    }
    let svg = xml.root_element();
    if svg.tag_name().namespace() != Some(SVG) {
        let namespace = quoted(svg.tag_name().namespace().unwrap_or_default());
        return Err(bad(text, root.name_end, &format!("the root element is in the namespace {namespace}, not {SVG}")));
    }
    if let (Existing::Refuse, Some(place)) = (existing, badges(text, &xml).next()) {
        return Err(occupied(place.version, &markup::place(text, place.node.range().start)));
    }

    // Where the prefix means something else, the element declares it anew; else the root does.
    let declaration = format!(" xmlns:{PREFIX}=\"{NAMESPACE}\"");
    let (on_root, on_element) = match svg.lookup_namespace_uri(Some(PREFIX)) {
        Some(NAMESPACE) => ("", ""),
        Some(_) => ("", declaration.as_str()),
        None => (declaration.as_str(), ""),
    };
    let mut out = String::with_capacity(text.len() + credential.text.len() + 256);
    let mut copied = 0;
    let mut copy = |out: &mut String, to: usize, from: usize| {
        // What is within what was left out is left out with it.
        if to >= copied {
            out.push_str(text.get(copied..to).unwrap_or_default());
            copied = from;
        }
    };
    copy(&mut out, root.name_end, root.name_end);
    out.push_str(on_root);
    // `/>` becomes an end tag.
    copy(&mut out, if root.is_empty { root.end.saturating_sub(2) } else { root.end }, root.end);
    if root.is_empty {
        out.push('>');
    }
    push_element(&mut out, credential, on_element);
    if root.is_empty {
        out.push_str(&format!("</{}>", root.name));
    }
    for Place { node, .. } in badges(text, &xml) {
        copy(&mut out, node.range().start, node.range().end);
    }
    copy(&mut out, text.len(), text.len());
    Ok(out.into_bytes())
}

fn push_element(out: &mut String, credential: &Credential<'_>, declaration: &str) {
    out.push_str(&format!("<{PREFIX}:credential{declaration}"));
    if credential.is_jws {
        // Letters, digits, `-`, `_` and `.`: nothing to be escaped.
        out.push_str(&format!(" verify=\"{}\">", credential.text));
    } else {
        // `]]>` would end the section; a carriage return would be read as a line feed, unless it is a reference.
        let text = credential.text.replace("]]>", "]]]]><![CDATA[>").replace('\r', "]]>&#13;<![CDATA[");
        out.push_str(&format!("><![CDATA[{text}]]>"));
    }
    out.push_str(&format!("</{PREFIX}:credential>"));
}

pub(super) fn unbake(image: &[u8], limits: &Limits) -> Result<Baked> {
    let Text { text, .. } = markup::decode(image)?;
    let (xml, _) = parse(text, Doctype::Skip, limits)?;
    let mut found = Found::within(limits);
    let mut places = Places::of(text);
    for Place { node, version } in badges(text, &xml) {
        found.begin()?;
        let place = places.at(node.range().start);
        let Some(version) = version else {
            let written = quoted(markup::name_at(text, node.range().start));
            let namespace = quoted(node.tag_name().namespace().unwrap_or_default());
            let why = "which is none of a badge's: other software would take it for the badge";
            let message = format!("the element {written} at {place} is in the namespace {namespace}, {why}");
            found.fault(Code::BakeUnreadableBadge, message);
            continue;
        };
        if let Some(child) = node.children().find(Node::is_element) {
            let name = quoted(child.tag_name().name());
            found.fault(Code::BakeUnreadableBadge, format!("the badge at {place} has an element {name} in it"));
            continue;
        }
        let content: String = node.children().filter(Node::is_text).filter_map(|node| node.text()).collect();
        // Either may be there and empty.
        let texts = [node.attribute("verify").unwrap_or_default(), &content];
        if texts.iter().all(|text| text.trim_ascii().is_empty()) {
            found.fault(Code::BakeUnreadableBadge, format!("the badge at {place} is empty"));
        }
        for text in texts.into_iter().filter(|text| !text.trim_ascii().is_empty()) {
            found.add(version, place.clone(), text)?;
        }
    }
    found.into_baked()
}

/// The elements that badges are in, and those that other software takes for them, in their order.
fn badges<'x, 't>(text: &'x str, xml: &'x Xml<'t>) -> impl Iterator<Item = Place<'x, 't>> {
    xml.descendants().filter(Node::is_element).filter_map(move |node| {
        let name = node.tag_name();
        let namespace = name.namespace().unwrap_or_default();
        let place = PLACES.iter().find(|(_, of, local)| name.name() == *local && namespace == *of);
        if let Some((version, ..)) = place {
            return Some(Place { node, version: Some(*version) });
        }
        let is_local = PLACES.iter().any(|(.., local)| name.name().eq_ignore_ascii_case(local));
        let is_taken_for_one = is_local && (is_like_ours(namespace) || is_written_alike(text, &node));
        is_taken_for_one.then_some(Place { node, version: None })
    })
}

/// Whether the name has the letters that the standard has, capitals or not.
fn is_written_alike(text: &str, node: &Node<'_, '_>) -> bool {
    let written = markup::name_at(text, node.range().start);
    WRITTEN.iter().any(|name| written.eq_ignore_ascii_case(name))
}

/// Whether a namespace is nearly one of the standard's: another version, `https` for `http`, a slash too many.
fn is_like_ours(namespace: &str) -> bool {
    let namespace = namespace.to_ascii_lowercase();
    namespace.contains("openbadges") || (namespace.contains("imsglobal.org") && namespace.contains("/ob"))
}

/// The SVG, and where its root's tag is.
fn parse<'t>(text: &'t str, doctype: Doctype, limits: &Limits) -> Result<(Xml<'t>, Root<'t>)> {
    let root = markup::scan(text, doctype, limits)?;
    // A node for each part and the text after it.
    let nodes_limit = u32::try_from(limits.image_parts().saturating_mul(2).saturating_add(2)).unwrap_or(u32::MAX);
    let options = ParsingOptions { nodes_limit, allow_dtd: doctype == Doctype::Skip, ..ParsingOptions::default() };
    let xml = Xml::parse_with_options(text, options).map_err(|error| {
        let pos = error.pos();
        // The place is said otherwise.
        let reason = error.to_string().replace(&format!(" at {pos}"), "");
        let reason = quoted(&reason).trim_matches('`').to_owned();
        let message = format!("the SVG is no well-formed XML at line {}, column {}: {reason}", pos.row, pos.col);
        Error::input(Code::BakeBadSvg, "", message)
    })?;
    let root = root.ok_or_else(|| bad(text, 0, "there is no root element"))?;
    let name = xml.root_element().tag_name().name();
    if name != "svg" {
        return Err(bad(text, root.name_end, &format!("the root element is {}, not `svg`", quoted(name))));
    }
    Ok((xml, root))
}

fn bad(text: &str, at: usize, why: &str) -> Error {
    Error::input(Code::BakeBadSvg, "", format!("{why}, at {}", markup::place(text, at)))
}
