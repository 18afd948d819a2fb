//! A ledger as text: strict, and every fault in one go.

use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, Utc};

use super::ledger::{Change, Delegation, Entry, REVOCATION, SUSPENSION};
use super::{Ledger, Settings};
use crate::document::read::{Object, Reader};
use crate::document::{Kind, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::model::push_string;
use crate::text::quoted;

/// The version of the form.
const VERSION: u64 = 1;

const MEMBERS: [&str; 14] = [
    "version",
    "revision",
    "list",
    "purposes",
    "length",
    "messages",
    "reuseAfter",
    "part",
    "closed",
    "ranges",
    "delegated",
    "merged",
    "taken",
    "entries",
];

pub(super) fn write(ledger: &Ledger) -> String {
    let mut out = String::with_capacity(256 + ledger.entries.len() * 100);
    let settings = &ledger.settings;
    out.push_str(&format!("{{\n\"version\":{VERSION},\n\"revision\":{},\n\"list\":", ledger.revision));
    push_string(&settings.list, &mut out);
    out.push_str(",\n\"purposes\":");
    push_list(&settings.purposes, &mut out, |purpose, out| push_string(purpose, out));
    out.push_str(&format!(",\n\"length\":{}", settings.entries));
    if !settings.messages.is_empty() {
        out.push_str(",\n\"messages\":");
        push_list(&settings.messages, &mut out, |message, out| push_string(message, out));
    }
    if let Some(seconds) = settings.reuse_after {
        out.push_str(&format!(",\n\"reuseAfter\":{seconds}"));
    }
    if let Some(part) = &ledger.part {
        out.push_str(",\n\"part\":");
        push_string(part, &mut out);
    }
    if ledger.is_closed {
        out.push_str(",\n\"closed\":true");
    }
    out.push_str(",\n\"ranges\":");
    push_list(&ledger.ranges, &mut out, push_range);
    if !ledger.delegated.is_empty() {
        out.push_str(",\n\"delegated\":");
        push_list(&ledger.delegated, &mut out, |delegation, out| {
            out.push_str("{\"part\":");
            push_string(&delegation.part, out);
            out.push_str(",\"range\":");
            push_range(&delegation.range, out);
            out.push('}');
        });
    }
    if !ledger.merged.is_empty() {
        out.push_str(",\n\"merged\":");
        push_list(&ledger.merged, &mut out, |part, out| push_string(part, out));
    }
    if !ledger.taken.is_empty() {
        out.push_str(",\n\"taken\":");
        push_list(&ledger.taken, &mut out, |index, out| out.push_str(&index.to_string()));
    }
    out.push_str(",\n\"entries\":[");
    for (i, entry) in ledger.entries.values().enumerate() {
        out.push_str(if i == 0 { "\n" } else { ",\n" });
        push_entry(entry, &mut out);
    }
    out.push_str("\n]\n}\n");
    out
}

fn push_list<T>(items: &[T], out: &mut String, push: impl Fn(&T, &mut String)) {
    out.push('[');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        push(item, out);
    }
    out.push(']');
}

fn push_range(range: &Range<u64>, out: &mut String) {
    out.push_str(&format!("[{},{}]", range.start, range.end));
}

fn push_time(at: DateTime<Utc>, out: &mut String) {
    push_string(&at.to_rfc3339_opts(SecondsFormat::Secs, true), out);
}

fn push_entry(entry: &Entry, out: &mut String) {
    out.push_str(&format!("{{\"index\":{},\"credential\":", entry.index));
    push_string(&entry.credential, out);
    out.push_str(",\"purpose\":");
    push_string(&entry.purpose, out);
    if let Some(expires) = entry.expires {
        out.push_str(",\"expires\":");
        push_time(expires, out);
    }
    if !entry.changes.is_empty() {
        out.push_str(",\"changes\":");
        push_list(&entry.changes, out, |change, out| {
            out.push_str("{\"at\":");
            push_time(change.at, out);
            out.push_str(&format!(",\"to\":{}", change.to));
            if let Some(reason) = &change.reason {
                out.push_str(",\"reason\":");
                push_string(reason, out);
            }
            out.push('}');
        });
    }
    out.push('}');
}

/// The ledger without its tag.
pub(super) fn read(root: Node<'_>) -> Result<Ledger> {
    let mut reading = Reading::default();
    let ledger = reading.ledger(root);
    reading.reader.finish()?;
    // What is missing was reported.
    ledger
        .ok_or_else(|| Error::new(ErrorKind::Input, Finding::error(Code::StatusContradictory, "", "this is no ledger")))
}

#[derive(Default)]
struct Reading {
    reader: Reader,
    purposes: Vec<Arc<str>>,
}

impl Reading {
    fn ledger(&mut self, root: Node<'_>) -> Option<Ledger> {
        let object = self.reader.object(root, &MEMBERS)?;
        if let Some((node, version)) =
            self.whole(object, "version", u64::MAX).filter(|(_, version)| *version != VERSION)
        {
            self.contradictory(node, &format!("the version of the form is {version}, only {VERSION} is known"));
        }
        let revision = self.whole(object, "revision", 1 << 53);
        let settings = self.settings(object, root);
        let part = object.optional("part").and_then(|node| self.reader.text(node));
        let is_closed = object.optional("closed").is_some_and(|node| self.boolean(node));
        let length = settings.entries;
        let ranges = self.required_items(object, "ranges").into_iter();
        let ranges: Vec<_> = ranges.filter_map(|node| Some((node, self.range(node, length)?))).collect();
        let delegated = object.optional("delegated");
        let delegated = self.reader.items_of(delegated).into_iter();
        let delegated: Vec<_> = delegated.filter_map(|node| Some((node, self.delegation(node, length)?))).collect();
        self.apart(&ranges, &delegated);
        let mut ledger = Ledger::blank(settings, ranges.into_iter().map(|(_, range)| range).collect());
        ledger.delegated = delegated.into_iter().map(|(_, delegation)| delegation).collect();
        ledger.revision = revision.map_or(0, |(_, revision)| revision);
        if is_closed && (part.is_none() || !ledger.delegated.is_empty()) {
            self.contradictory(root, "only parts are closed, and not before their own have come back");
        }
        for node in self.reader.items_of(object.optional("merged")) {
            ledger.merged.extend(self.reader.text(node));
        }
        ledger.part = part;
        ledger.is_closed = is_closed;
        for node in self.reader.items_of(object.optional("taken")) {
            if let Some(index) = self.number(node, length.saturating_sub(1)) {
                if ledger.taken.last().is_some_and(|last| *last >= index) {
                    self.contradictory(node, "these indexes must rise");
                }
                ledger.taken.push(index);
            }
        }
        for node in self.required_items(object, "entries") {
            if let Some(entry) = self.entry(node, &ledger) {
                ledger.insert(entry);
            }
        }
        Some(ledger)
    }

    fn settings(&mut self, object: Object<'_>, root: Node<'_>) -> Settings {
        let list = object.required("list", &mut self.reader).and_then(|node| self.reader.uri(node));
        let purposes: Vec<String> =
            self.required_items(object, "purposes").into_iter().filter_map(|n| self.reader.text(n)).collect();
        let length = self.whole(object, "length", u64::MAX).map(|(_, length)| length);
        let messages = self.reader.items_of(object.optional("messages"));
        let messages: Vec<String> = messages.into_iter().filter_map(|node| self.reader.text(node)).collect();
        let reuse_after = object.optional("reuseAfter").and_then(|node| self.number(node, u64::MAX));
        self.purposes = purposes.iter().map(|purpose| purpose.as_str().into()).collect();
        let is_there = list.is_some() && length.is_some();
        let (list, entries) = (list.unwrap_or_default(), length.unwrap_or_default());
        let settings = Settings { list, purposes, entries, messages, reuse_after };
        if is_there {
            for finding in settings.findings() {
                self.contradictory(root, finding.message());
            }
        }
        settings
    }

    /// Nobody gives out what another does.
    fn apart(&mut self, ranges: &[(Node<'_>, Range<u64>)], delegated: &[(Node<'_>, Delegation)]) {
        let ours = ranges.iter().map(|(node, range)| (*node, range));
        let mut all: Vec<_> =
            ours.chain(delegated.iter().map(|(node, delegation)| (*node, &delegation.range))).collect();
        all.sort_by_key(|(_, range)| range.start);
        for pair in all.windows(2) {
            if let [(_, first), (node, second)] = pair
                && first.end > second.start
            {
                self.contradictory(*node, "this range overlaps with another");
            }
        }
        for pair in ranges.windows(2) {
            if let [(_, first), (node, second)] = pair
                && first.end >= second.start
            {
                self.contradictory(*node, "the ranges must rise, and those that touch be one");
            }
        }
        for (i, (node, delegation)) in delegated.iter().enumerate() {
            if delegated.iter().take(i).any(|(_, other)| other.part == delegation.part) {
                self.contradictory(*node, "two parts have one name");
            }
        }
    }

    fn delegation(&mut self, node: Node<'_>, length: u64) -> Option<Delegation> {
        let object = self.reader.object(node, &["part", "range"])?;
        let part = object.required("part", &mut self.reader).and_then(|node| self.reader.text(node));
        let range = object.required("range", &mut self.reader).and_then(|node| self.range(node, length));
        Some(Delegation { part: part?, range: range? })
    }

    fn entry(&mut self, node: Node<'_>, ledger: &Ledger) -> Option<Entry> {
        let object = self.reader.object(node, &["index", "credential", "purpose", "expires", "changes"])?;
        let index = self.whole(object, "index", ledger.length().saturating_sub(1));
        let credential = object.required("credential", &mut self.reader).and_then(|node| self.reader.uri(node));
        let purpose = object.required("purpose", &mut self.reader).and_then(|node| self.purpose(node));
        let expires = object.optional("expires").and_then(|node| self.time(node));
        let mut changes: Vec<Change> = Vec::new();
        for node in self.reader.items_of(object.optional("changes")) {
            if let Some(change) = self.change(node) {
                if let Some(purpose) = &purpose {
                    self.check_change(node, &change, changes.last(), purpose, ledger);
                }
                changes.push(change);
            }
        }
        let ((place, index), credential, purpose) = (index?, credential?, purpose?);
        if ledger.entries.last_key_value().is_some_and(|(last, _)| *last >= index) {
            self.contradictory(place, "the indexes of the entries must rise");
            return None;
        }
        if ledger.entry(&credential, &purpose).is_some() {
            self.contradictory(node, "the credential has two indexes for this purpose");
        }
        if ledger.taken.binary_search(&index).is_ok() {
            self.contradictory(place, "the index was given out elsewhere");
        }
        // Before a part of the list was delegated, indexes of it may have been given out.
        if !ledger.owns(index) && !ledger.delegated.iter().any(|delegation| delegation.range.contains(&index)) {
            self.contradictory(place, "the index lies outside of what this ledger has");
        }
        Some(Entry { index, credential: credential.into(), purpose, expires, changes })
    }

    fn purpose(&mut self, node: Node<'_>) -> Option<Arc<str>> {
        let text = self.reader.text(node)?;
        let found = self.purposes.iter().find(|purpose| ***purpose == *text).cloned();
        if found.is_none() {
            self.contradictory(node, &format!("the list is not kept for {}", quoted(&text)));
        }
        found
    }

    fn change(&mut self, node: Node<'_>) -> Option<Change> {
        let object = self.reader.object(node, &["at", "to", "reason"])?;
        let at = object.required("at", &mut self.reader).and_then(|node| self.time(node));
        let to = self.whole(object, "to", u64::from(u8::MAX)).and_then(|(_, to)| u8::try_from(to).ok());
        let reason = object.optional("reason").and_then(|node| {
            let text = node.as_str();
            if text.is_none() {
                self.reader.wrong_type(node, "a string");
            }
            text
        });
        Some(Change { at: at?, to: to?, reason: reason.map(Into::into) })
    }

    fn check_change(&mut self, node: Node<'_>, change: &Change, last: Option<&Change>, purpose: &str, ledger: &Ledger) {
        let fits = match purpose {
            REVOCATION => change.to == 1 && last.is_none(),
            SUSPENSION => change.to == u8::from(last.is_none_or(|last| last.to == 0)),
            _ => u32::from(change.to) < 1 << ledger.size().min(8),
        };
        if !fits {
            self.contradictory(node, &format!("this change cannot have been made to {}", quoted(purpose)));
        }
    }

    fn required_items<'d>(&mut self, object: Object<'d>, name: &str) -> Vec<Node<'d>> {
        let node = object.required(name, &mut self.reader);
        self.reader.items_of(node)
    }

    fn range(&mut self, node: Node<'_>, length: u64) -> Option<Range<u64>> {
        let items = self.reader.items_of(Some(node));
        let [start, end] = items.as_slice() else {
            self.contradictory(node, "a range is made of two numbers");
            return None;
        };
        let (start, end) = (self.number(*start, length)?, self.number(*end, length)?);
        if start >= end {
            self.contradictory(node, "a range must not be empty");
            return None;
        }
        Some(start..end)
    }

    fn whole<'d>(&mut self, object: Object<'d>, name: &str, most: u64) -> Option<(Node<'d>, u64)> {
        let node = object.required(name, &mut self.reader)?;
        Some((node, self.number(node, most)?))
    }

    fn number(&mut self, node: Node<'_>, most: u64) -> Option<u64> {
        let Some(text) = node.as_number() else {
            self.reader.wrong_type(node, "a whole number");
            return None;
        };
        let number = text.parse().ok().filter(|number| *number <= most);
        if number.is_none() {
            let message = format!("{} is not a whole number from 0 to {most}", quoted(text));
            self.reader.report(Code::InputNotCount, node, message);
        }
        number
    }

    fn boolean(&mut self, node: Node<'_>) -> bool {
        if node.kind() != Kind::Boolean {
            self.reader.wrong_type(node, "a boolean");
        }
        node.as_bool().unwrap_or(false)
    }

    fn time(&mut self, node: Node<'_>) -> Option<DateTime<Utc>> {
        let at = self.reader.time(node)?.to_utc();
        if at.timestamp_subsec_nanos() != 0 {
            self.reader.report(Code::InputNotTime, node, "times are kept in whole seconds");
            return None;
        }
        Some(at)
    }

    fn contradictory(&mut self, node: Node<'_>, message: &str) {
        match node.kind() {
            Kind::Object | Kind::Array => self.reader.report_object(Code::StatusContradictory, node, message),
            _ => self.reader.report(Code::StatusContradictory, node, message),
        }
    }
}
