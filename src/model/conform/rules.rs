//! What the rows of the tables cannot say.

use super::endorsements;
use super::references;
use super::{Extensions, Walk};
use crate::document::{Kind, Node};
use crate::finding::{Code, Severity};
use crate::model::identity::is_identity_hash;
use crate::model::{CREDENTIALS_V1, CREDENTIALS_V2, DateTimeZ, EXTENSIONS, OPEN_BADGES_3_0_3, Version};
use crate::text::{is_uri, quoted};

const SCHEMAS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/schema/";

const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context";

/// The VC context first, that of Open Badges second.
pub(super) fn contexts<'d>(walk: &mut Walk<'d>, list: Node<'d>) {
    if list.kind() != Kind::Array {
        let remedy = "write an array: the contexts of VC and Open Badges, in this order";
        return walk.error(Code::ModelContext, list, "`@context` must be an array", remedy);
    }
    let mut items = list.items();
    let first = items.next();
    if !first.and_then(Node::as_str).is_some_and(|url| url == CREDENTIALS_V2 || url == CREDENTIALS_V1) {
        let message = format!("the first context must be `{CREDENTIALS_V2}`");
        walk.error(Code::ModelContext, first.unwrap_or(list), message, format!("put `{CREDENTIALS_V2}` first"));
    }
    let second = items.next();
    let remedy = || format!("put `{OPEN_BADGES_3_0_3}` second");
    match second.and_then(Node::as_str).as_deref().map(open_badges) {
        Some(Some(true)) => {}
        Some(Some(false)) => {
            let message = "this version of the Open Badges context is not known";
            walk.warning(Code::ModelContextVersion, second.unwrap_or(list), message, remedy());
        }
        _ => {
            let message = "the second context must be one of Open Badges 3.0";
            walk.error(Code::ModelContext, second.unwrap_or(list), message, remedy());
        }
    }
    for further in items {
        let is_context = match further.as_str() {
            Some(url) => is_uri(&url),
            None => further.kind() == Kind::Object,
        };
        if !is_context {
            let message = "a context is an absolute URL or an object";
            walk.error(Code::ModelContext, further, message, "write its URL in full");
        } else if further.kind() == Kind::Object {
            let message = "no signature covers what a context inside the document defines, only what uses it";
            walk.warning(Code::ModelContext, further, message, "publish the context, and name its URL");
        }
    }
}

/// Whether a URL is that of an Open Badges 3 context, and then whether its version is known.
fn open_badges(url: &str) -> Option<bool> {
    let version = url.strip_prefix(OPEN_BADGES)?.strip_suffix(".json")?;
    match version.as_bytes() {
        [] => Some(true),
        [b'-', b'3', b'.', minor, b'.', patch] if minor.is_ascii_digit() && patch.is_ascii_digit() => {
            Some(*minor == b'0' && (b'1'..=b'3').contains(patch))
        }
        _ => None,
    }
}

/// A type that names a method: those of 1EdTech are defined in a context of their own.
pub(super) fn named_type<'d>(walk: &mut Walk<'d>, node: Node<'d>, word: &str) {
    if word.is_empty() && node.kind() == Kind::String {
        return walk.error(Code::ModelWrongValue, node, "the type is empty", "name the method");
    }
    if !word.starts_with("1EdTech") {
        return;
    }
    let remedy = format!("add the context `{EXTENSIONS}`");
    match walk.extensions {
        Extensions::Own => {}
        Extensions::Missing => {
            let message = format!("the type {} is defined by no context of the credential", quoted(word));
            walk.error(Code::ModelExtensionContext, node, message, remedy);
        }
        Extensions::Outer => {
            let message = format!("only a context of the outer credential defines the type {}", quoted(word));
            walk.warning(Code::ModelExtensionContext, node, message, remedy);
        }
    }
}

/// Several where Open Badges has one.
pub(super) fn several<'d>(walk: &mut Walk<'d>, list: Node<'d>, name: &str) {
    let message = format!("Open Badges has one `{name}`, not a list; many verifiers read no other form");
    walk.warning(Code::ModelSeveralStatuses, list, message, "write one object");
}

pub(in crate::model) fn achievement_credential<'d>(walk: &mut Walk<'d>, node: Node<'d>) {
    validity(walk, node);
    if walk.version == Version::V1_1 && node.get("name").is_none() {
        let message = "in VC Data Model 1.1 an AchievementCredential needs the member `name`";
        walk.report(Severity::Error, Code::ModelMissingMember, node, Some("name"), message, "add `name`, a string");
    }
    endorsed_as(walk, node, true);
}

pub(in crate::model) fn endorsement_credential<'d>(walk: &mut Walk<'d>, node: Node<'d>) {
    validity(walk, node);
}

/// What may be endorsed: an achievement, a profile.
pub(in crate::model) fn endorsed<'d>(walk: &mut Walk<'d>, node: Node<'d>) {
    endorsed_as(walk, node, false);
}

fn endorsed_as<'d>(walk: &mut Walk<'d>, node: Node<'d>, is_credential: bool) {
    if walk.endorsements == 0 {
        walk.endorsable.extend(node.get("id").and_then(Node::as_str));
    }
    endorsements::check(walk, node, is_credential);
}

/// A credential does not end before it begins, and 1.1 has its issuer as an object.
fn validity<'d>(walk: &mut Walk<'d>, node: Node<'d>) {
    let (from, until) = (walk.version.native("validFrom"), walk.version.native("validUntil"));
    in_order(walk, node, from, until);
    schemas(walk, node);
    pins(walk, node);
    if walk.endorsements == 0 {
        walk.endorsable.extend(node.get("issuer").and_then(Node::as_str));
    }
    if let (Version::V1_1, Some(issuer)) = (walk.version, node.get("issuer"))
        && issuer.kind() == Kind::String
    {
        walk.wrong_type(issuer, "an object");
    }
}

/// Open Badges wants its own schema among those that are named.
fn schemas<'d>(walk: &mut Walk<'d>, node: Node<'d>) {
    let Some(list) = node.get("credentialSchema") else { return };
    let is_own = |schema: Node<'_>| {
        let is_schema = schema.get("id").and_then(Node::as_str).is_some_and(|id| id.starts_with(SCHEMAS));
        is_schema
            && schema.get("type").and_then(Node::as_str).is_some_and(|word| word == "1EdTechJsonSchemaValidator2019")
    };
    if list.one_or_many().next().is_some() && !list.one_or_many().any(is_own) {
        let message = "none of the schemas is one of Open Badges of type `1EdTechJsonSchemaValidator2019`";
        walk.warning(Code::ModelCredentialSchema, list, message, "add it, or leave `credentialSchema` out");
    }
}

/// What is linked to and pinned by its digest (VC Data Model 2.0, section 5.3).
fn pins<'d>(walk: &mut Walk<'d>, node: Node<'d>) {
    for pin in node.get("relatedResource").into_iter().flat_map(Node::one_or_many) {
        if pin.kind() != Kind::Object {
            walk.wrong_type(pin, "an object");
            continue;
        }
        let digests = ["digestSRI", "digestMultibase"].map(|name| pin.get(name));
        for place in digests.into_iter().flatten().flat_map(Node::one_or_many).chain(pin.get("mediaType")) {
            if place.kind() != Kind::String {
                walk.wrong_type(place, "a string");
            }
        }
        match pin.get("id").map(|place| (place, place.as_str())) {
            Some((_, Some(id))) if is_uri(&id) => {}
            Some((place, _)) => {
                let message = "what is pinned is named by an absolute URI";
                walk.error(Code::ModelWrongValue, place, message, "write the URL in full");
            }
            None => {
                let message = "what is pinned needs the member `id`";
                walk.report(Severity::Error, Code::ModelMissingMember, pin, Some("id"), message, "add its URL");
            }
        }
        // Moved elsewhere under the same id, the digest would be signed still, and pin nothing.
        if !digests.into_iter().flatten().any(|digest| digest.one_or_many().next().is_some()) {
            let message = "what is pinned needs a `digestSRI` or a `digestMultibase`";
            let remedy = "add a digest of its bytes, or leave it out";
            walk.report(Severity::Error, Code::ModelMissingMember, pin, Some("digestSRI"), message, remedy);
        }
    }
}

pub(in crate::model) fn proof<'d>(walk: &mut Walk<'d>, node: Node<'d>) {
    if let Some(purpose) = node.get("proofPurpose")
        && purpose.as_str().is_some_and(|text| text != "assertionMethod")
    {
        let message = "the purpose of a proof is `assertionMethod`";
        walk.error(Code::ModelWrongValue, purpose, message, "write `assertionMethod`");
    }
}

fn in_order<'d>(walk: &mut Walk<'d>, node: Node<'d>, earlier: &str, later: &str) {
    let time = |name: &str| node.get(name).and_then(|n| Some((n, n.as_str()?.parse::<DateTimeZ>().ok()?)));
    if let (Some((_, from)), Some((place, until))) = (time(earlier), time(later))
        && until.at() < from.at()
    {
        let message = format!("`{later}` is {until}, before `{earlier}`, {from}");
        walk.error(Code::ModelDatesOutOfOrder, place, message, "correct one of them");
    }
}

pub(in crate::model) fn achievement_subject<'d>(walk: &mut Walk<'d>, node: Node<'d>) {
    if node.get("id").is_none() && node.get("identifier").is_none_or(|i| i.one_or_many().next().is_none()) {
        let message = "the subject needs an `id` or at least one `identifier`";
        walk.report(Severity::Error, Code::ModelNoRecipient, node, Some("id"), message, "say whose credential it is");
    }
    in_order(walk, node, "activityStartDate", "activityEndDate");
    references::check(walk, node);
}

pub(in crate::model) fn criteria<'d>(walk: &mut Walk<'d>, node: Node<'d>) {
    if node.get("id").is_none() && node.get("narrative").is_none() {
        let message = "criteria need an `id` or a `narrative`";
        walk.error(Code::ModelEmptyCriteria, node, message, "tell how the achievement is earned");
    }
}

pub(in crate::model) fn result_description<'d>(walk: &mut Walk<'d>, node: Node<'d>) {
    references::description(walk, node);
}

pub(in crate::model) fn geo_coordinates<'d>(walk: &mut Walk<'d>, node: Node<'d>) {
    for (name, most) in [("latitude", 90.0), ("longitude", 180.0)] {
        let Some(place) = node.get(name) else { continue };
        if let Some(degrees) = place.as_number().and_then(|text| text.parse::<f64>().ok())
            && degrees.abs() > most
        {
            let message = format!("a {name} lies between -{most} and {most} degrees");
            walk.error(Code::ModelWrongValue, place, message, "correct it");
        }
    }
}

pub(in crate::model) fn identity_object<'d>(walk: &mut Walk<'d>, node: Node<'d>) {
    let (Some(true), Some(place)) = (node.get("hashed").and_then(Node::as_bool), node.get("identityHash")) else {
        return;
    };
    match place.as_str().as_deref().map(is_identity_hash) {
        Some(Some((_, false))) | None => {}
        Some(Some((_, true))) => {
            let message = "the hash is MD5, for which others can be made that match";
            walk.warning(Code::ModelWeakHash, place, message, "hash it with SHA-256");
        }
        Some(None) => {
            let message = "a hashed identifier is `sha256$` and 64 hexadecimal digits (in old badges `md5$` and 32)";
            // What stands there instead may be an address in clear.
            let remedy = "hash it, or say that it is not hashed";
            walk.report(Severity::Error, Code::ModelWrongValue, place, Some("identityHash"), message, remedy);
        }
    }
}

/// A picture in the document is one that viewers draw.
pub(in crate::model) fn image<'d>(walk: &mut Walk<'d>, node: Node<'d>) {
    let Some(place) = node.get("id") else { return };
    let Some(id) = place.as_str() else { return };
    let Some((scheme, data)) = id.split_once(':').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("data")) else {
        return;
    };
    let Some((media, _)) = data.split_once(',') else {
        let message = format!("the URI of scheme {} holds no data", quoted(scheme));
        return walk.error(Code::ModelWrongValue, place, message, "write `data:image/png;base64,` and the image");
    };
    let media = media.split(';').next().unwrap_or_default().to_ascii_lowercase();
    if media != "image/png" && media != "image/svg+xml" {
        let message = format!("the picture is of type {}; Open Badges asks for PNG or SVG", quoted(&media));
        walk.warning(Code::ModelWrongValue, place, message, "embed PNG or SVG");
    }
}
