//! Documents in every shape that JSON-LD has, drawn by lots from the contexts in force: for a term, values as its
//! coercion and containers want them, in nodes under the scopes of their types and properties.

use crate::common::Lots;
use crate::document::Document;
use crate::proof::canon::active::Active;
use crate::proof::canon::contexts::{
    Coercion, Container, Contexts, Definition, Keyword, Manner, Meaning, Processor, Scope,
};

const TEXTS: [&str; 12] = [
    "",
    "Zoë \"x\"\\\n\t\r\u{8}\u{c}",
    "e\u{301}\u{327} ﷽ \u{fb01}",
    "עברית \u{200f}العربية\u{202e}",
    "👩🏽‍🚀😀",
    "\u{7f}\u{1}\u{85}\u{2028}",
    "\u{e000}\u{fffd}\u{10ffff}",
    "2026-05-01T09:00:00Z",
    "https://example.org/a",
    "_:b0",
    "t0",
    "@",
];
/// What all implementations write alike.
const NUMBERS: [&str; 14] = [
    "0",
    "7",
    "-12",
    "3.0",
    "1E2",
    "10e-1",
    "0.25",
    "-2.5",
    "1e-6",
    "0.1",
    "123456.789",
    "9007199254740991",
    "-9007199254740991",
    "1.2e14",
];
const LANGUAGES: [&str; 4] = ["de", "en-us", "zh-hant-tw", "x-any"];
const DATATYPES: [&str; 7] = [
    "http://www.w3.org/2001/XMLSchema#string",
    "http://www.w3.org/2001/XMLSchema#double",
    "http://www.w3.org/2001/XMLSchema#float",
    "http://www.w3.org/2001/XMLSchema#boolean",
    "http://www.w3.org/2001/XMLSchema#dateTime",
    "urn:example:type",
    "ex:type",
];
const IDS: [&str; 10] = [
    "urn:uuid:3b0fd5b1-6d05-4a38-9bde-1b1e0d6b0c01",
    "https://example.org/a",
    "https://example.org/ä/名?q=é#ف",
    "did:example:1",
    "did:web:example.org#key",
    "mailto:zoe@example.org",
    "ex:thing",
    "_:b0",
    "_:b1",
    "_:b2",
];
/// Containers whose keys say something about nodes.
const MAPS: Container = Container::INDEX.and(Container::ID).and(Container::TYPE);
const TERMS: [&str; 12] = ["t0", "t1", "t2", "t3", "t4", "t5", "größe", "名", "t:x", "ex:t", "name", "t6"];
const CLASSES: [&str; 4] = ["C0", "C1", "C2", "Achievement"];

pub(super) struct Generator<'c> {
    lots: Lots,
    processor: Processor<'c>,
    /// How many more nodes there may be.
    nodes: u64,
}

type Members = Vec<(String, String)>;

impl<'c> Generator<'c> {
    pub(super) fn new(contexts: &'c Contexts, lots: Lots) -> Self {
        let processor = Processor::new(contexts, None, 100_000);
        Generator { lots, processor, nodes: 0 }
    }

    /// A document under some of these contexts, or under none that fit together.
    pub(super) fn document(&mut self, contexts: &[String]) -> Option<String> {
        self.nodes = 3 + self.lots.below(8);
        let context = format!("[{}]", contexts.join(","));
        let initial = self.processor.initial().clone();
        let active = self.bring_into_force(&initial, &context)?;
        let mut members = match self.lots.below(12) {
            0 => vec![("@graph".to_owned(), self.many(3, |this| this.node(&active, None)))],
            _ => self.members(&active, false),
        };
        members.push(("@context".to_owned(), context));
        Some(self.object(members))
    }

    fn bring_into_force(&mut self, active: &Active, context: &str) -> Option<Active> {
        let context = Document::parse(context.as_bytes()).unwrap();
        let manner = Manner { propagates: true, overrides: false, at: None };
        self.processor.context(active, context.root(), manner).ok()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.lots.index(from.len())]
    }

    fn one_in(&mut self, bound: u64) -> bool {
        self.lots.below(bound) == 0
    }

    /// An object with its members in any order.
    fn object(&mut self, mut members: Members) -> String {
        for i in (1..members.len()).rev() {
            let other = self.lots.index(i + 1);
            members.swap(i, other);
        }
        let members: Vec<String> = members
            .iter()
            .enumerate()
            .filter(|(i, (name, _))| members.iter().take(*i).all(|(before, _)| before != name))
            .map(|(_, (name, value))| format!("{}:{value}", json(name)))
            .collect();
        format!("{{{}}}", members.join(","))
    }

    /// One value, or an array of up to so many.
    fn many(&mut self, most: u64, mut value: impl FnMut(&mut Self) -> String) -> String {
        if self.one_in(2) {
            return value(self);
        }
        let values: Vec<String> = (0..1 + self.lots.below(most)).map(|_| value(self)).collect();
        format!("[{}]", values.join(","))
    }

    /// A string in quotes, now and then with escapes where there need not be any.
    fn quoted(&mut self, text: &str) -> String {
        let plain = json(text);
        if !self.one_in(4) {
            return plain;
        }
        let escaped = |c: char| match c {
            ' '..='~' => c.to_string(),
            _ => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
        };
        plain.chars().map(escaped).collect()
    }

    fn text(&mut self) -> String {
        match self.lots.below(3) {
            0 => {
                let text: String = (0..self.lots.below(6))
                    .filter_map(|_| char::from_u32(u32::try_from(self.lots.next() >> 50).unwrap()))
                    .collect();
                self.quoted(&text)
            }
            _ => {
                let text = self.pick(&TEXTS);
                self.quoted(text)
            }
        }
    }

    fn number(&mut self) -> String {
        match self.lots.below(4) {
            0 => (i64::try_from(self.lots.next() >> 11).unwrap() - (1 << 52)).to_string(),
            // With so few digits, 16 of them say no more.
            1 => format!("{}.{}", self.lots.below(4) * 10 + 1, self.lots.below(100_000)),
            _ => self.pick(&NUMBERS).to_owned(),
        }
    }

    fn scalar(&mut self) -> String {
        match self.lots.below(5) {
            0 => self.number(),
            1 => self.pick(&["true", "false"]).to_owned(),
            _ => self.text(),
        }
    }

    /// Any JSON value.
    fn any(&mut self, depth: u64) -> String {
        match self.lots.below(if depth > 0 { 6 } else { 4 }) {
            0 => "null".to_owned(),
            1..=3 => self.scalar(),
            4 => self.many(3, |this| this.any(depth - 1)),
            _ => {
                let members =
                    (0..self.lots.below(4)).map(|_| (self.pick(&TEXTS[..6]).to_owned(), self.any(depth - 1))).collect();
                self.object(members)
            }
        }
    }

    /// How a keyword is written here.
    fn word(&mut self, active: &Active, keyword: Keyword, plain: &str) -> String {
        let mut names = active.names();
        names.retain(|name| active.keyword(name) == Some(keyword));
        if names.is_empty() || !active.has_bundled() && self.one_in(3) {
            return plain.to_owned();
        }
        self.pick(&names).to_owned()
    }

    /// The members of a node of any types.
    fn members(&mut self, types: &Active, in_map: bool) -> Members {
        let mut members = Members::new();
        let mut classes = types.names();
        classes.retain(|name| {
            name.starts_with(|first: char| first.is_ascii_uppercase())
                && types.find(name).is_some_and(|definition| matches!(definition.meaning, Meaning::Iri(_)))
        });
        let mut classes: Vec<&str> = match classes.is_empty() {
            true => Vec::new(),
            // In a map the other implementation takes the key for a member of the node, under the scopes of its types.
            false if in_map => Vec::new(),
            false => (0..self.lots.below(4)).map(|_| self.pick(&classes)).collect(),
        };
        // The other implementation forgets what the first of several types brings along.
        let scope = |class: &str| types.find(class).map_or(Scope::None, |definition| definition.scope);
        let mut scopes = 0;
        classes.retain(|class| scope(class) == Scope::None || std::mem::replace(&mut scopes, 1) == 0);
        let mut active = types.clone();
        for class in &classes {
            let manner = Manner { propagates: false, overrides: false, at: None };
            if let Ok(with) = self.processor.scope(&active, scope(class), manner) {
                active = with;
            }
        }
        if !classes.is_empty() {
            let list: Vec<String> = classes.iter().map(|class| json(class)).collect();
            members.push((self.word(types, Keyword::Type, "@type"), format!("[{}]", list.join(","))));
        }
        if !in_map && self.one_in(2) {
            let id = self.pick(&IDS);
            members.push((self.word(&active, Keyword::Id, "@id"), json(id)));
        }
        // The other implementation takes a node with no more than id and types for a mere reference.
        let mut says_something = false;
        let names = active.names();
        for _ in 0..1 + self.lots.below(4) {
            // Rather what the types brought along.
            let most = if self.one_in(3) { names.len() } else { names.len().min(24) };
            if most == 0 {
                break;
            }
            let name = names[names.len() - 1 - self.lots.index(most)];
            if let Some(definition) = active.find(name)
                && matches!(definition.meaning, Meaning::Iri(_))
                && (active.previous().is_none() || !is_disputed_in_types(definition))
                && (definition.scope == Scope::None || !definition.container.has(MAPS))
            {
                members.push((name.to_owned(), self.value(&active, definition)));
                says_something = true;
            }
        }
        match self.lots.below(24) {
            0 => members.push((self.word(&active, Keyword::Included, "@included"), self.node(&active, None))),
            1 if !in_map => members.push((self.word(&active, Keyword::Graph, "@graph"), self.node(&active, None))),
            // Within a type, the other implementation keeps the scope in there.
            2 if active.previous().is_none() => {
                let reverse = vec![("ex:reverse".to_owned(), self.node(&active, None))];
                let reverse = self.object(reverse);
                members.push((self.word(&active, Keyword::Reverse, "@reverse"), reverse));
            }
            3..=6 => says_something = false,
            _ => {}
        }
        if !says_something {
            let definition = Definition::new(Meaning::Null);
            members.push(("ex:free".to_owned(), self.value(&active, definition)));
        }
        members
    }

    /// A node in the context around it, under the scope of the property that it is a value of.
    fn node(&mut self, around: &Active, property: Option<Definition<'_>>) -> String {
        if self.nodes == 0 {
            return "{\"ex:leaf\":1}".to_owned();
        }
        self.nodes -= 1;
        let in_map = property.is_some_and(|property| property.container.has(MAPS));
        let mut active = around.previous().unwrap_or(around).clone();
        if let Some(property) = property {
            let manner = Manner { propagates: true, overrides: true, at: None };
            if let Ok(within) = self.processor.scope(&active, property.scope, manner) {
                active = within;
            }
        }
        let mut own = None;
        if !in_map && self.one_in(8) {
            let context = self.context(1);
            if let Some(with) = self.bring_into_force(&active, &context) {
                active = with;
                own = Some(("@context".to_owned(), context));
            }
        }
        let mut members = self.members(&active, in_map);
        members.extend(own);
        self.object(members)
    }

    /// The value of a member.
    fn value(&mut self, active: &Active, definition: Definition<'_>) -> String {
        let container = definition.container;
        if definition.coercion == Coercion::Json {
            return self.any(3);
        }
        if container.has(Container::LANGUAGE) && !self.one_in(4) {
            let mut members = Members::new();
            for _ in 0..1 + self.lots.below(3) {
                let language = if self.one_in(5) { "@none" } else { self.pick(&LANGUAGES) };
                members.push((language.to_owned(), self.many(2, Self::text)));
            }
            return self.object(members);
        }
        if container.has(MAPS) {
            let mut members = Members::new();
            for _ in 0..1 + self.lots.below(3) {
                let key = match self.lots.below(6) {
                    0 => "@none",
                    _ if container.has(Container::ID) => self.pick(&IDS),
                    _ if container.has(Container::TYPE) => self.pick(&["ex:Class", "urn:example:Class"]),
                    _ => self.pick(&TEXTS),
                };
                members.push((key.to_owned(), self.many(2, |this| this.item(active, definition, 2))));
            }
            return self.object(members);
        }
        if container.has(Container::LIST) {
            return self.list(active, definition, 2);
        }
        self.many(3, |this| this.item(active, definition, 2))
    }

    fn list(&mut self, active: &Active, definition: Definition<'_>, depth: u64) -> String {
        let items: Vec<String> = (0..self.lots.below(4))
            .map(|_| match self.lots.below(6) {
                0 if depth > 0 => self.list(active, definition, depth - 1),
                _ => self.item(active, definition, 0),
            })
            .collect();
        format!("[{}]", items.join(","))
    }

    /// One value. `depth` is how many more lists and sets may be in each other.
    fn item(&mut self, active: &Active, definition: Definition<'_>, depth: u64) -> String {
        let container = definition.container;
        if definition.reverse || container.has(Container::GRAPH.and(Container::ID).and(Container::TYPE)) {
            return self.node(active, Some(definition));
        }
        if container.has(Container::INDEX) && definition.index.is_some() {
            return self.node(active, Some(definition));
        }
        match self.lots.below(12) {
            0 if depth > 0 && !container.has(Container::LIST) => {
                let items: Vec<String> =
                    (0..self.lots.below(4)).map(|_| self.item(active, definition, depth - 1)).collect();
                return format!("{{\"@list\":[{}]}}", items.join(","));
            }
            1 if depth > 0 => {
                let items: Vec<String> =
                    (0..1 + self.lots.below(3)).map(|_| self.item(active, definition, depth - 1)).collect();
                return format!("{{\"@set\":[{}]}}", items.join(","));
            }
            2 => return self.value_object(active),
            3..=5 => return self.node(active, Some(definition)),
            _ => {}
        }
        match definition.coercion {
            // The other implementation has protected terms hold against a scope here, and refuses where ours does not.
            _ if definition.scope != Scope::None => self.node(active, Some(definition)),
            Coercion::Id => json(self.pick(&IDS)),
            Coercion::Vocab => match self.lots.below(2) {
                0 => json(self.pick(&IDS)),
                _ => json(self.pick(&CLASSES)),
            },
            _ => self.scalar(),
        }
    }

    fn value_object(&mut self, active: &Active) -> String {
        let mut members = Members::new();
        let value = self.word(active, Keyword::Value, "@value");
        match self.lots.below(4) {
            0 => members.push((value, self.scalar())),
            1 => {
                members.push((value, self.text()));
                members.push(("@language".to_owned(), json(self.pick(&LANGUAGES))));
            }
            2 => {
                members.push((value, self.any(2)));
                members.push((self.word(active, Keyword::Type, "@type"), json("@json")));
            }
            _ => {
                members.push((value, self.scalar()));
                members.push((self.word(active, Keyword::Type, "@type"), json(self.pick(&DATATYPES))));
            }
        }
        self.object(members)
    }

    /// The definitions of a context; `depth` is how many scopes may be in each other.
    pub(super) fn context(&mut self, depth: u64) -> String {
        let mut members = vec![("ex".to_owned(), json("https://example.org/terms#"))];
        if self.one_in(2) {
            members.push(("id".to_owned(), json("@id")));
            members.push(("type".to_owned(), json("@type")));
        }
        for (name, value, bound) in [
            ("@vocab", "\"https://example.org/vocab/\"", 3),
            ("@vocab", "null", 20),
            ("@language", "\"fr\"", 4),
            ("@language", "null", 20),
            ("@version", "1.1", 4),
            ("@base", "\"https://example.org/base/\"", 6),
            ("p", "{\"@id\":\"https://example.org/p-\",\"@prefix\":true}", 4),
            ("value", "\"@value\"", 6),
            ("none", "\"@none\"", 6),
            ("graph", "{\"@id\":\"@graph\"}", 6),
            ("included", "\"@included\"", 6),
            ("nothing", "null", 20),
        ] {
            if self.one_in(bound) {
                members.push((name.to_owned(), value.to_owned()));
            }
        }
        // The other implementation protects what a type brought along from the types of nodes inside, too.
        if depth > 1 && self.one_in(4) {
            members.push(("@protected".to_owned(), "true".to_owned()));
        }
        for _ in 0..1 + self.lots.below(6) {
            members.push((self.pick(&TERMS).to_owned(), self.definition(depth)));
        }
        for _ in 0..self.lots.below(3) {
            members.push((self.pick(&CLASSES).to_owned(), self.class(depth)));
        }
        self.object(members)
    }

    fn class(&mut self, depth: u64) -> String {
        let iri = format!("\"ex:Class{}\"", self.lots.below(3));
        if depth == 0 || self.one_in(3) {
            return iri;
        }
        let scope = self.context(depth - 1);
        self.object(vec![("@id".to_owned(), iri), ("@context".to_owned(), scope)])
    }

    fn definition(&mut self, depth: u64) -> String {
        let iri = match self.lots.below(4) {
            0 => json(&format!("ex:p{}", self.lots.below(6))),
            1 => json("http://www.w3.org/2000/01/rdf-schema#label"),
            _ => json(&format!("https://example.org/p{}", self.lots.below(6))),
        };
        let mut members = Members::new();
        let mut add = |name: &str, value: &str| members.push((name.to_owned(), value.to_owned()));
        if self.one_in(10) {
            add("@reverse", &iri);
            if self.one_in(2) {
                add("@type", "\"@id\"");
            }
            return self.object(members);
        }
        if self.one_in(4) {
            return iri;
        }
        if !self.one_in(8) {
            add("@id", &iri);
        }
        match self.lots.below(10) {
            0 | 1 => add("@type", "\"@id\""),
            2 => add("@type", "\"@vocab\""),
            3 => add("@type", "\"@json\""),
            5 | 6 => {
                let datatype = self.pick(&DATATYPES);
                add("@type", &json(datatype));
            }
            7 => {
                let language = self.pick(&["\"en-gb\"", "null"]);
                add("@language", language);
            }
            _ => {}
        }
        match self.lots.below(16) {
            0 => add("@container", "\"@set\""),
            1 | 2 => add("@container", "\"@list\""),
            3 => add("@container", "[\"@language\",\"@set\"]"),
            4 => add("@container", "\"@language\""),
            5 => add("@container", "\"@index\""),
            6 => {
                add("@container", "[\"@index\",\"@set\"]");
                add("@index", "\"ex:index\"");
            }
            7 => add("@container", "\"@id\""),
            8 => add("@container", "\"@type\""),
            9 => add("@container", "\"@graph\""),
            10 => add("@container", "[\"@graph\",\"@id\"]"),
            11 => add("@container", "[\"@graph\",\"@index\",\"@set\"]"),
            _ => {}
        }
        if depth > 1 && self.one_in(10) {
            let protected = self.pick(&["true", "false"]);
            add("@protected", protected);
        }
        if depth > 0 && self.one_in(5) {
            let scope = match self.lots.below(8) {
                0 => "null".to_owned(),
                _ => self.context(depth - 1),
            };
            add("@context", &scope);
        }
        self.object(members)
    }
}

/// Whether the other implementation goes wrong with a property under the scope of a type: it adds the scope of the
/// property to that of the type, and goes back behind the type twice in a map.
fn is_disputed_in_types(definition: Definition<'_>) -> bool {
    definition.scope != Scope::None || definition.container.has(MAPS)
}

/// A string in quotes.
fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}
