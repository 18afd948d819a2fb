//! `class!`: from the rows of a class its struct, constructor, table, reader and writer.

/// The Rust type of a row.
macro_rules! field {
    (one $type:ty) => { $type };
    (maybe $type:ty) => { Option<$type> };
    ($list:ident $type:ty) => { Vec<$type> };
}

/// How often a row may occur.
macro_rules! count {
    (one) => {
        crate::model::wire::Count::One
    };
    (maybe) => {
        crate::model::wire::Count::Maybe
    };
    (list) => {
        crate::model::wire::Count::List
    };
    (some) => {
        crate::model::wire::Count::Some
    };
    (compact) => {
        crate::model::wire::Count::Compact
    };
    (several) => {
        crate::model::wire::Count::Several
    };
    (fixed) => {
        crate::model::wire::Count::Fixed
    };
    (named) => {
        crate::model::wire::Count::Fixed
    };
}

macro_rules! rules {
    () => {
        crate::model::wire::no_rules
    };
    ($rules:path) => {
        $rules
    };
}

/// The method that sets an optional row.
macro_rules! setter {
    (maybe $field:ident $with:ident $type:ty, $name:literal) => {
        #[doc = concat!("Sets `", $name, "`.")]
        #[must_use]
        pub fn $with(mut self, value: impl Into<$type>) -> Self {
            self.$field = Some(value.into());
            self
        }
    };
    ($list:ident $field:ident $with:ident $type:ty, $name:literal) => {
        #[doc = concat!("Sets `", $name, "`, a list.")]
        #[must_use]
        pub fn $with(mut self, values: impl IntoIterator<Item = impl Into<$type>>) -> Self {
            self.$field = values.into_iter().map(Into::into).collect();
            self
        }
    };
}

/// The constructor: what is required are its arguments.
macro_rules! construct {
    ($vis:vis $new:ident $class:literal [$($arg:ident $type:ty,)*] [$($init:tt)*]) => {
        #[doc = concat!("`", $class, "` with what the standard requires of it; the rest is set afterwards.")]
        #[allow(clippy::new_without_default)]
        $vis fn $new($($arg: impl Into<$type>),*) -> Self {
            Self { $($init)* extra: crate::model::Extra::new() }
        }
    };
    ($vis:vis $new:ident $class:literal [$($args:tt)*] [$($init:tt)*] one $field:ident $type:ty; $($rest:tt)*) => {
        crate::model::wire::construct! { $vis $new $class [$($args)* $field $type,] [$($init)* $field: $field.into(),] $($rest)* }
    };
    ($vis:vis $new:ident $class:literal [$($args:tt)*] [$($init:tt)*] some $field:ident $type:ty; $($rest:tt)*) => {
        crate::model::wire::construct! { $vis $new $class [$($args)* $field Vec<$type>,] [$($init)* $field: $field.into(),] $($rest)* }
    };
    ($vis:vis $new:ident $class:literal [$($args:tt)*] [$($init:tt)*] named $field:ident $type:ty; $($rest:tt)*) => {
        crate::model::wire::construct! { $vis $new $class [$($args)* $field $type,] [$($init)* $field: vec![$field.into()],] $($rest)* }
    };
    ($vis:vis $new:ident $class:literal [$($args:tt)*] [$($init:tt)*] maybe $field:ident $type:ty; $($rest:tt)*) => {
        crate::model::wire::construct! { $vis $new $class [$($args)*] [$($init)* $field: None,] $($rest)* }
    };
    ($vis:vis $new:ident $class:literal [$($args:tt)*] [$($init:tt)*] fixed $field:ident $type:ty, $value:expr; $($rest:tt)*) => {
        crate::model::wire::construct! { $vis $new $class [$($args)*] [$($init)* $field: $value.into_iter().map(Into::into).collect(),] $($rest)* }
    };
    ($vis:vis $new:ident $class:literal [$($args:tt)*] [$($init:tt)*] $list:ident $field:ident $type:ty; $($rest:tt)*) => {
        crate::model::wire::construct! { $vis $new $class [$($args)*] [$($init)* $field: Vec::new(),] $($rest)* }
    };
}

/// A class of the standard. A row is: how often (see [`Count`](super::Count)), field, the method that sets it, type,
/// name on the wire, kind of value. `fixed` and `named` are the `type` (and `@context`): a new object has the value that
/// ends the row, or the one word that its constructor is given.
macro_rules! class {
    (
        $(#[$doc:meta])*
        $class:ident $name:literal { $vis:vis fn $new:ident; types: $types:expr; $(versioned: $context:ident;)? $(closed: $closed:literal;)? $(rules: $rules:path;)? }
        $($(#[$member_doc:meta])* $count:ident $field:ident $(/ $with:ident)?: $type:ty = $json:literal, $kind:expr $(, $value:expr)?;)+
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $class {
            $(
                $(#[$member_doc])*
                #[doc = concat!(" Member `", $json, "`.")]
                pub $field: crate::model::wire::field!($count $type),
            )+
            /// Members that the class does not define, and in which form the others were read.
            pub extra: crate::model::Extra,
        }

        impl $class {
            crate::model::wire::construct! { $vis $new $name [] [] $($count $field $type $(, $value)?;)+ }

            /// Reads the typed view of a document. A member whose value is not what the class defines (a list with one bad
            /// item, a date without a zone) is kept in `extra`, whole, and its field is not set: ask
            /// [`misfits`](Self::misfits), or [`conform`](Self::conform) before.
            ///
            /// # Errors
            /// `model.*`, all findings, if it is no object of this class by its `type`, or lacks what is required.
            pub fn read(document: &crate::Document) -> crate::Result<Self> {
                crate::model::wire::object::read(document)
            }

            /// The object as compact JSON: what was read as it was read, what was set after it. It is not checked;
            #[doc = concat!("see [`to_document`](", stringify!($class), "::to_document).")]
            pub fn to_json(&self) -> String {
                let mut json = crate::model::wire::Writer::new(&[]);
                crate::model::wire::Value::write(self, crate::model::Version::V2_0, &mut json);
                json.into_json()
            }

            /// The finished object as a document, if it keeps the rules of its class. Signatures are not made anew: a
            /// proof over what has since been changed no longer fits, and is better taken out.
            ///
            /// # Errors
            /// `model.*`, all findings, and the codes of [`Document::parse`](crate::Document::parse): images in it
            /// count towards the default limit of 1 MiB.
            pub fn to_document(&self) -> crate::Result<crate::Document> {
                crate::model::wire::object::finish(self)
            }

            /// Everything in which a document breaks the rules of this class, see [`conform`](crate::model::conform).
            pub fn conform(document: &crate::Document) -> Vec<crate::Finding> {
                crate::model::conform::conform_to(document, <Self as crate::model::wire::object::Class>::table())
            }

            /// The members that the class defines and whose value did not fit when they were read: their fields are
            /// not set, and the values are in `extra`. Empty for what [`conform`](Self::conform) finds no error in.
            pub fn misfits(&self) -> Vec<&str> {
                crate::model::wire::object::misfits(self)
            }

            $($(crate::model::wire::setter! { $count $field $with $type, $json })?)+
        }

        impl crate::model::wire::object::Class for $class {
            fn table() -> &'static crate::model::wire::Table {
                use crate::model::wire::{Member, Table};
                static TABLE: Table = Table {
                    name: $name,
                    types: $types,
                    versioned: false $(|| !stringify!($context).is_empty())?,
                    closed: false $(|| $closed)?,
                    members: &[$(Member { name: $json, kind: $kind, count: crate::model::wire::count!($count) },)+],
                    rules: crate::model::wire::rules!($($rules)?),
                };
                &TABLE
            }

            fn extra(&self) -> &crate::model::Extra {
                &self.extra
            }

            fn version(&self) -> crate::model::Version {
                let version = crate::model::Version::V2_0;
                $(let version = { let _ = version; crate::model::Version::of_parts(&self.$context, &self.extra) };)?
                version
            }

            // The rows are counted by the compiler, so that each of these is a jump.
            fn is_set(&self, at: usize) -> bool {
                let mut row = 0..;
                $(if row.next() == Some(at) {
                    return crate::model::wire::Field::is_set(&self.$field);
                })+
                false
            }

            fn write_member(&self, at: usize, single: bool, version: crate::model::Version, out: &mut crate::model::wire::Writer<'_>) {
                let mut row = 0..;
                $(if row.next() == Some(at) {
                    return crate::model::wire::Field::write(&self.$field, single, version, out);
                })+
            }
        }

        impl crate::model::wire::Value for $class {
            fn read(node: crate::document::Node<'_>, version: crate::model::Version) -> Option<Self> {
                use crate::model::wire::Field;
                if node.kind() != crate::document::Kind::Object {
                    return None;
                }
                $(let version = { let _ = stringify!($context); let _ = version; crate::model::Version::of(node) };)?
                $(let mut $field: Option<crate::model::wire::field!($count $type)> = None;)+
                let mut extra = crate::model::Extra::new();
                for (name, value) in node.members() {
                    match version.canonical(&name) {
                        $($json => {
                            $field = Field::read(value, version);
                            if $field.is_some() {
                                crate::model::wire::object::note(&mut extra, $json, value);
                                continue;
                            }
                        })+
                        _ => {}
                    }
                    crate::model::wire::object::keep(&mut extra, &name, value);
                }
                Some(Self { $($field: $field.or_else(Field::absent)?,)+ extra })
            }

            fn write(&self, version: crate::model::Version, out: &mut crate::model::wire::Writer<'_>) {
                $(let version = { let _ = (version, stringify!($context)); crate::model::wire::object::Class::version(self) };)?
                crate::model::wire::object::write(self, version, out);
            }
        }

        crate::model::wire::serde_forms!($class, |document| $class::read(&document).map_err(serde::de::Error::custom));
    };
}

/// Serde's forms, by way of serde_json's `Value`: for structs of a caller's own. Number texts are lost.
macro_rules! serde_forms {
    ($type:ident) => {
        crate::model::wire::serde_forms!($type, |document: crate::Document| {
            let read = crate::model::wire::Value::read(document.root(), crate::model::Version::V2_0);
            read.ok_or_else(|| serde::de::Error::custom(concat!("this cannot be read as ", stringify!($type))))
        });
    };
    ($type:ident, $read:expr) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                let mut json = crate::model::wire::Writer::new(&[]);
                crate::model::wire::Value::write(self, crate::model::Version::V2_0, &mut json);
                let json = json.into_json();
                let value: serde_json::Value = serde_json::from_str(&json).map_err(serde::ser::Error::custom)?;
                value.serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                let document = crate::Document::of(&value).map_err(serde::de::Error::custom)?;
                let read: fn(crate::Document) -> std::result::Result<Self, D::Error> = $read;
                read(document)
            }
        }
    };
}

pub(in crate::model) use {class, construct, count, field, rules, serde_forms, setter};
