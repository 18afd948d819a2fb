//! `facts!`: from the rows of a group of facts its struct, its accessors and its JSON.

/// The Rust type of a row.
macro_rules! field {
    (text) => { String };
    (maybe) => { Option<String> };
    (maybe $type:ty) => { Option<$type> };
    (list $type:ty) => { Vec<$type> };
    (shared $type:ty) => { Option<crate::display::summary::achieved::Shared> };
    ($kind:ident $type:ty) => { $type };
}

/// The accessor of a row.
macro_rules! accessor {
    ($(#[$doc:meta])* text $field:ident) => {
        $(#[$doc])*
        pub fn $field(&self) -> &str {
            &self.$field
        }
    };
    ($(#[$doc:meta])* maybe $field:ident) => {
        $(#[$doc])*
        pub fn $field(&self) -> Option<&str> {
            self.$field.as_deref()
        }
    };
    ($(#[$doc:meta])* maybe $field:ident $type:ty) => {
        $(#[$doc])*
        pub fn $field(&self) -> Option<&$type> {
            self.$field.as_ref()
        }
    };
    ($(#[$doc:meta])* list $field:ident $type:ty) => {
        $(#[$doc])*
        pub fn $field(&self) -> &[$type] {
            &self.$field
        }
    };
    ($(#[$doc:meta])* shared $field:ident $type:ty) => {
        $(#[$doc])*
        pub fn $field(&self) -> Option<&$type> {
            self.$field.as_deref()
        }
    };
    ($(#[$doc:meta])* one $field:ident $type:ty) => {
        $(#[$doc])*
        pub fn $field(&self) -> &$type {
            &self.$field
        }
    };
    ($(#[$doc:meta])* copy $field:ident $type:ty) => {
        $(#[$doc])*
        pub fn $field(&self) -> $type {
            self.$field
        }
    };
}

/// A struct of private fields, an accessor for each, and JSON with a member for each in their order; `null` where there is
/// nothing.
macro_rules! facts {
    ($(#[$doc:meta])* $name:ident { $($(#[$row:meta])* $kind:ident $field:ident $(: $type:ty)?;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $(pub(in crate::display::summary) $field: crate::display::summary::facts::field!($kind $($type)?),)*
        }

        impl $name {
            $(crate::display::summary::facts::accessor! { $(#[$row])* $kind $field $($type)? })*
        }
    };
}

pub(in crate::display::summary) use {accessor, facts, field};
