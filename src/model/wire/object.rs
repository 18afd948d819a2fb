//! Reading and writing the objects of a class.

use super::extra::{Extra, Place};
use super::{Count, Member, Table, Writer, is_single, push_string};
use crate::document::{Document, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Severity};
use crate::model::Version;
use crate::model::conform::conform_to;

pub(in crate::model) trait Class: super::Value + PartialEq + 'static {
    fn table() -> &'static Table;
    fn extra(&self) -> &Extra;
    /// The version of the VC data model that it says it is written in.
    fn version(&self) -> Version;
    /// Whether the member in this row of the table has a value.
    fn is_set(&self, at: usize) -> bool;
    fn write_member(&self, at: usize, single: bool, version: Version, out: &mut Writer<'_>);
}

/// The typed view of a document.
pub(in crate::model) fn read<C: Class>(document: &Document) -> Result<C> {
    let root = document.root();
    let table = C::table();
    // Lists are read even if they are not there; here it is asked whether they must be.
    let has = |member: &Member| !matches!(member.count, Count::Fixed | Count::Some) || root.get(member.name).is_some();
    let fits = table.types.fit(root) && table.members.iter().all(has);
    let foreign = |(name, _): (std::borrow::Cow<'_, str>, _)| !table.members.iter().any(|member| member.name == name);
    let fits = fits && !(table.closed && root.members().any(foreign));
    if let Some(read) = C::read(root, Version::V2_0).filter(|_| fits) {
        return Ok(read);
    }
    let mut findings = conform_to(document, C::table());
    findings.retain(|finding| finding.severity() == Severity::Error);
    let other = Error::input(Code::ModelWrongType, "", format!("this cannot be read as {}", C::table().name));
    Err(Error::unless_empty(ErrorKind::Input, findings).err().unwrap_or(other))
}

/// Members that the class defines, and that went to `extra` all the same.
pub(in crate::model) fn misfits<C: Class>(object: &C) -> Vec<&str> {
    let (table, version) = (C::table(), object.version());
    let extra = object.extra().iter().map(|(name, _)| name);
    let is_own = |name: &&str| {
        let name = version.canonical(name);
        table.members.iter().position(|member| member.name == name).is_some_and(|at| !object.is_set(at))
    };
    extra.filter(is_own).collect()
}

/// The object as a document, if it keeps the rules of its class.
pub(in crate::model) fn finish<C: Class>(object: &C) -> Result<Document> {
    let mut json = Writer::new(&[]);
    object.write(Version::V2_0, &mut json);
    let document = Document::parse(json.as_bytes())?;
    let mut findings = conform_to(&document, C::table());
    findings.retain(|finding| finding.severity() == Severity::Error);
    Error::unless_empty(ErrorKind::Input, findings)?;
    Ok(document)
}

/// The parts of an object that were there when it was read, in their order, then what was added.
pub(in crate::model) fn write<C: Class>(object: &C, version: Version, out: &mut Writer<'_>) {
    if out.write_kept(object, version) {
        return;
    }
    let table = C::table();
    let mut written = 0u64;
    let mut begun = false;
    let mut name_of = |name: &str, out: &mut Writer<'_>| {
        out.push(if begun { ',' } else { '{' });
        begun = true;
        push_string(name, out);
        out.push(':');
    };
    let mut hint = 0;
    for place in object.extra().order() {
        let (own, single) = match place {
            Place::Known(name, single) => (name, Some(single)),
            Place::Other(name, _) => (version.canonical(name), None),
        };
        let row = table.position(own, &mut hint).and_then(|i| table.members.get(i).zip(Some(i)));
        match (row, place) {
            // A member may stand in both places when its field was set after it was read.
            (Some((member, i)), _) if object.is_set(i) => {
                if written & 1 << i == 0 {
                    written |= 1 << i;
                    name_of(version.native(member.name), out);
                    let single = single.unwrap_or_else(|| table.is_single(member));
                    object.write_member(i, single, version, out);
                }
            }
            (_, Place::Other(name, value)) => {
                name_of(name, out);
                super::Value::write(value, version, out);
            }
            (_, Place::Known(..)) => {}
        }
    }
    for (i, member) in table.members.iter().enumerate() {
        if written & 1 << i == 0 && object.is_set(i) {
            name_of(version.native(member.name), out);
            object.write_member(i, table.is_single(member), version, out);
        }
    }
    for (name, value) in object.extra().added() {
        let row = table.members.iter().position(|member| member.name == version.canonical(name));
        if row.is_none_or(|at| !object.is_set(at)) {
            name_of(name, out);
            super::Value::write(value, version, out);
        }
    }
    out.push_str(if begun { "}" } else { "{}" });
}

/// Keeps a member for which the class has no place.
pub(in crate::model) fn keep(extra: &mut Extra, name: &str, value: Node<'_>) {
    extra.push(name, value.to_document());
}

/// Notes a member that went to its field.
pub(in crate::model) fn note(extra: &mut Extra, name: &'static str, value: Node<'_>) {
    extra.passed(name, is_single(value));
}
