//! Texts, numbers, booleans and JSON as literals.

use std::borrow::Cow;

use super::Walk;
use crate::document::{Kind, Node};
use crate::finding::{Code, Finding};
use crate::proof::canon::Strictness;
use crate::proof::canon::active::{Active, Expanded};
use crate::proof::canon::contexts::{Coercion, Definition, Direction, Keyword};
use crate::proof::canon::dataset::{Term, push_literal};
use crate::proof::canon::iri;
use crate::proof::jcs;
use crate::text::quoted;

const RDF_JSON: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
const RDF_LANG_STRING: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";
const XSD_BOOLEAN: &str = "http://www.w3.org/2001/XMLSchema#boolean";
const XSD_INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
const XSD_DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";
const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";

impl Walk<'_> {
    /// A scalar under a definition: pushes a literal.
    pub(super) fn literal(&mut self, value: Node<'_>, definition: Definition<'_>, active: &Active) {
        let datatype = match definition.coercion {
            Coercion::Datatype(datatype) => Some(datatype),
            _ => None,
        };
        match (value.kind(), datatype) {
            // Only here if the scope of the property made it one.
            _ if definition.coercion == Coercion::Json => self.json(value),
            (Kind::Boolean, _) => self.push_typed(value.raw(), datatype.unwrap_or(XSD_BOOLEAN), value),
            (Kind::Number, _) => self.number(value, datatype),
            (_, Some(datatype)) => self.typed_string(value, datatype, value),
            (_, None) => {
                let settings = active.settings();
                let language = definition.language.unwrap_or(settings.language.as_deref());
                self.text_in(value, language, definition.direction.unwrap_or(settings.direction));
            }
        }
    }

    /// An object with `@value`.
    pub(super) fn value_object(&mut self, object: Node<'_>, active: &Active) {
        let (mut content, mut class, mut language, mut direction) = (None, None, None, None);
        let mut is_valid = true;
        for (name, value) in object.members() {
            let place = match active.keyword(&name) {
                Some(Keyword::Value) => &mut content,
                Some(Keyword::Type) => &mut class,
                Some(Keyword::Language) => &mut language,
                Some(Keyword::Direction) => &mut direction,
                Some(Keyword::Index) => {
                    self.index(value);
                    continue;
                }
                Some(Keyword::Context) => continue,
                _ => {
                    self.invalid(value, format!("an object with `@value` has the member {}", quoted(&name)));
                    is_valid = false;
                    continue;
                }
            };
            if place.replace(value).is_some() {
                self.invalid(value, format!("an object has {} twice", quoted(&name)));
                is_valid = false;
            }
        }
        let (true, Some(content)) = (is_valid, content) else { return };
        if let (Some(class), Some(_)) | (Some(class), _) = (class, language.or(direction))
            && language.or(direction).is_some()
        {
            return self.invalid(class, "a value has either a type or a language and direction");
        }
        if let Some(class) = class {
            return self.typed_value(content, class, active);
        }
        match content.kind() {
            Kind::Null => self.without_effect(object, "a null"),
            Kind::Array | Kind::Object => self.invalid(content, "`@value` must be a string, number or boolean"),
            Kind::String => {
                let language = match language.map(|language| (language, language.as_str())) {
                    None => None,
                    Some((_, Some(text))) => Some(text),
                    Some((language, None)) => return self.invalid(language, "a language must be a string"),
                };
                let direction = match direction.map(|direction| (direction, direction.as_str())) {
                    None => None,
                    Some((_, Some(Cow::Borrowed("ltr")))) => Some(Direction::LeftToRight),
                    Some((_, Some(Cow::Borrowed("rtl")))) => Some(Direction::RightToLeft),
                    Some((direction, _)) => return self.invalid(direction, "a direction is `ltr` or `rtl`"),
                };
                self.text_in(content, language.as_deref(), direction);
            }
            _ if language.or(direction).is_some() => {
                self.invalid(content, "only a string can have a language or direction");
            }
            _ => self.literal(content, Definition::new(crate::proof::canon::contexts::Meaning::Null), active),
        }
    }

    fn typed_value(&mut self, content: Node<'_>, class: Node<'_>, active: &Active) {
        let Some(word) = class.as_str() else {
            return self.invalid(class, "the type of a value must be one string");
        };
        let expanded = active.expand_name(&word);
        if expanded == Expanded::Keyword(Keyword::Json) {
            return self.json(content);
        }
        match (expanded, content.kind()) {
            (Expanded::Iri(datatype), _) if !iri::is_absolute(&datatype) => {
                self.invalid(class, format!("{} is no datatype", quoted(&datatype)));
            }
            (Expanded::Iri(datatype), Kind::String) => self.typed_string(content, &datatype, class),
            (Expanded::Iri(datatype), Kind::Boolean) => self.push_typed(content.raw(), &datatype, class),
            (Expanded::Iri(datatype), Kind::Number) => self.number(content, Some(&datatype)),
            (Expanded::Iri(_), Kind::Null) => self.without_effect(content, "a null"),
            (Expanded::Iri(_), _) => self.invalid(content, "`@value` must be a string, number or boolean"),
            _ => self.invalid(class, format!("the type {} of a value is no IRI", quoted(&word))),
        }
    }

    /// Any value, as a JSON literal.
    pub(super) fn json(&mut self, value: Node<'_>) {
        let mut text = String::new();
        match jcs::push(value, &mut text) {
            Ok(()) => self.push_typed(&text, RDF_JSON, value),
            Err(error) => error.into_findings().into_iter().for_each(|finding| self.findings.push(finding)),
        }
    }

    /// A string with or without a language. Its direction does not reach the graph.
    pub(super) fn text_in(&mut self, value: Node<'_>, language: Option<&str>, direction: Option<Direction>) {
        if direction.is_some() {
            self.without_effect(value, "the direction of a text");
        }
        // As most are: in the text of the document as N-Quads writes it.
        if let (None, Some(quoted)) = (language, value.plain()) {
            let span = self.dataset.keep(quoted);
            return self.items.push(Term::Text(span));
        }
        if let Some(text) = value.as_str()
            && let Some(literal) = self.plain(&text, language, value)
        {
            self.items.push(literal);
        }
    }

    /// A text as a literal; `value` is the place to name if something is wrong.
    pub(super) fn plain(&mut self, text: &str, language: Option<&str>, value: Node<'_>) -> Option<Term> {
        self.check_characters(text, value);
        self.buffer.clear();
        push_literal(text, &mut self.buffer);
        if let Some(language) = language {
            if !is_language(language) {
                self.invalid(value, format!("{} is no language tag", quoted(language)));
                return None;
            }
            if self.strictness == Strictness::Issuing && language.bytes().any(|b| b.is_ascii_uppercase()) {
                let message =
                    format!("implementations disagree on the canonical form of the language {}", quoted(language));
                self.error(Code::JsonLdUnsupported, value, message + "; write it in lower case");
                return None;
            }
            self.buffer.push('@');
            self.buffer.push_str(language);
        }
        Some(Term::Text(self.dataset.keep(&self.buffer)))
    }

    /// A string of a datatype; `place` is to be named if something is wrong with that.
    fn typed_string(&mut self, value: Node<'_>, datatype: &str, place: Node<'_>) {
        if datatype == XSD_DOUBLE && self.strictness == Strictness::Issuing {
            let message = "whether a string of the type xsd:double is written anew, implementations disagree";
            return self.error(Code::JsonLdUnsupported, value, message);
        }
        match value.plain().filter(|_| datatype != XSD_STRING && datatype != RDF_LANG_STRING) {
            Some(quoted) => {
                let span = self.dataset.keep_parts(&[quoted, "^^<", datatype, ">"]);
                self.items.push(Term::Text(span));
            }
            None => self.push_typed(&value.as_str().unwrap_or_default(), datatype, place),
        }
    }

    fn push_typed(&mut self, text: &str, datatype: &str, value: Node<'_>) {
        if let Some(literal) = self.typed(text, datatype, value) {
            self.items.push(literal);
        }
    }

    /// A literal of a datatype, which is a valid IRI; `value` is the place to name if something is wrong.
    pub(super) fn typed(&mut self, text: &str, datatype: &str, value: Node<'_>) -> Option<Term> {
        if datatype == XSD_STRING {
            return self.plain(text, None, value);
        }
        if datatype == RDF_LANG_STRING {
            self.invalid(value, format!("{} is no datatype", quoted(datatype)));
            return None;
        }
        self.check_characters(text, value);
        self.buffer.clear();
        push_literal(text, &mut self.buffer);
        self.buffer.push_str("^^<");
        self.buffer.push_str(datatype);
        self.buffer.push('>');
        Some(Term::Text(self.dataset.keep(&self.buffer)))
    }

    /// N-Quads writers disagree on whether these two are escaped.
    fn check_characters(&mut self, text: &str, value: Node<'_>) {
        if text.contains(['\u{fffe}', '\u{ffff}']) {
            self.error(Code::JsonLdUnsupported, value, "the text holds a noncharacter, U+FFFE or U+FFFF");
        }
    }

    /// The canonical form is that of the double: an integer if it is whole and below 10²¹, otherwise up to 16 digits
    /// (JSON-LD 1.1 API, section 8.6). Implementations disagree beyond ordinary sizes: such numbers are not signed.
    fn number(&mut self, node: Node<'_>, datatype: Option<&str>) {
        let number: f64 = node.raw().parse().unwrap_or(f64::NAN);
        let size = number.abs();
        let whole = number.fract() == 0.0;
        let (digits, shortest) = (format!("{number:.15E}"), format!("{number:E}"));
        let (mantissa, exponent) = digits.split_once('E').unwrap_or((&digits, "0"));
        let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
        // Some write as many digits as tell the double from others, not 16: 8.2 is 8.199999999999999 here.
        let is_short = shortest.split_once('E').is_some_and(|(shortest, _)| shortest == mantissa);
        let agreed = if whole { size < 9_007_199_254_740_992.0 } else { is_short && (1e-6..1e15).contains(&size) };
        let negative_zero = number == 0.0 && node.raw().starts_with('-');
        let undecided = negative_zero && datatype == Some(XSD_DOUBLE);
        let disputed = (!agreed || negative_zero) && self.strictness == Strictness::Issuing;
        if !number.is_finite() || undecided || disputed {
            let message = format!("implementations disagree on the canonical form of {}", quoted(node.raw()));
            let finding = Finding::error(Code::JsonLdUnsupported, node.pointer(), message).with_value(node.raw());
            return self
                .findings
                .push(finding.with_remedy("round it to halves, quarters or eighths, or to a whole number"));
        }
        if !is_kept(node.raw(), size) {
            self.without_effect(node, "what a number has beyond fifteen digits");
        }
        if whole && size < 1e21 && datatype != Some(XSD_DOUBLE) {
            let text = if number == 0.0 { "0".to_owned() } else { format!("{number:.0}") };
            return self.push_typed(&text, datatype.unwrap_or(XSD_INTEGER), node);
        }
        let point = if mantissa.contains('.') { "" } else { ".0" };
        self.push_typed(&format!("{mantissa}{point}E{exponent}"), datatype.unwrap_or(XSD_DOUBLE), node);
    }
}

/// Whether any other number, written with no more digits, has another canonical form: a double tells fifteen digits apart
/// unless it is tiny, and whole numbers up to 2⁵³.
fn is_kept(raw: &str, size: f64) -> bool {
    let is_whole = !raw.contains(['.', 'e', 'E']) && size < 9_007_199_254_740_992.0;
    let mantissa = raw.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_matches('0').len();
    is_whole || digits == 0 || (digits <= 15 && size >= f64::MIN_POSITIVE)
}

/// Whether a text is a well-formed language tag, as far as N-Quads asks (`LANGTAG`).
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let fits = |part: &str| !part.is_empty() && part.len() <= 8;
    fits(first)
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| fits(part) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}
