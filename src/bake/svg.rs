//! SVG: the credential in an element of its own (Open Badges 3.0, section 5.3.3).

use roxmltree::{Document as Xml, Node, ParsingOptions};

use super::credential::Credential;
use super::found::{Found, Version, occupied};
use super::markup::{self, Root};
use super::{Baked, Existing};
use crate::error::{Error, Result};
use crate::finding::Code;
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

pub(super) fn bake(image: &[u8], credential: &Credential<'_>, existing: Existing, limits: &Limits) -> Result<Vec<u8>> {
    if let Some(at) = credential.text.find(['\u{fffe}', '\u{ffff}']) {
        let c = credential.text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
        let message = format!("the credential has U+{:04X} at byte {at}, which no XML can have", u32::from(c));
        return Err(Error::input(Code::BakeNotInXml, "", message));
    }
    let text = markup::decode(image)?;
    let (xml, root) = parse(text, limits)?;
    let svg = xml.root_element();
    if svg.tag_name().namespace() != Some(SVG) {
        let namespace = quoted(svg.tag_name().namespace().unwrap_or_default());
        return Err(bad(text, root.name_end, &format!("the root element is in the namespace {namespace}, not {SVG}")));
    }
    if let (Existing::Refuse, Some((version, node))) = (existing, badges(&xml).next()) {
        return Err(occupied(version, &at(text, &node)));
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
    for (_, node) in badges(&xml) {
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
    let text = markup::decode(image)?;
    let (xml, _) = parse(text, limits)?;
    let mut found = Found::within(limits);
    for (version, node) in badges(&xml) {
        found.begin()?;
        let place = at(text, &node);
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

/// The elements that badges are in, in their order.
fn badges<'x, 't>(xml: &'x Xml<'t>) -> impl Iterator<Item = (Version, Node<'x, 't>)> {
    xml.descendants().filter_map(|node| {
        let name = node.tag_name();
        let place = PLACES.iter().find(|(_, namespace, local)| {
            node.is_element() && name.name() == *local && name.namespace() == Some(*namespace)
        });
        place.map(|(version, ..)| (*version, node))
    })
}

fn at(text: &str, node: &Node<'_, '_>) -> String {
    markup::place(text, node.range().start)
}

/// The SVG, and where its root's tag is.
fn parse<'t>(text: &'t str, limits: &Limits) -> Result<(Xml<'t>, Root<'t>)> {
    let root = markup::scan(text, limits)?;
    // A node for each part and the text after it.
    let nodes_limit = u32::try_from(limits.image_parts().saturating_mul(2).saturating_add(2)).unwrap_or(u32::MAX);
    let options = ParsingOptions { nodes_limit, ..ParsingOptions::default() };
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
