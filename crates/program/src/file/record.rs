//! How the parts of a file are read and described: one definition gives a part its type, its reader and its JSON Schema, so
//! that the three cannot differ.

use crate::yaml::{Node, Reader, Span};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use std::borrow::Cow;

/// Read from a node. What is wrong is reported; then there is no value.
pub(crate) trait FromNode: Sized {
    /// Reads the node.
    fn from_node(node: &Node, reader: &Reader) -> Option<Self>;
}

/// A value and where it stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Span,
}

impl<T> std::ops::Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: FromNode> FromNode for At<T> {
    fn from_node(node: &Node, reader: &Reader) -> Option<Self> {
        T::from_node(node, reader).map(|value| At { value, place: node.span })
    }
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// Defines a map with known fields: `req` fields must be there, `opt` fields may; of `must` fields there must be
/// a right one, and without it the rest is read all the same. A field whose name Rust keeps for itself
/// says its key with `as`.
macro_rules! record {
    (
        $(#[$meta:meta])*
        $name:ident($what:literal, $example:literal) {
            $( $(#[$field_meta:meta])* $mode:ident $field:ident $(as $key:literal)? : $type:ty, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, schemars::JsonSchema)]
        #[schemars(deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[$field_meta])*
                $(#[schemars(rename = $key)])?
                pub $field: $crate::file::record::record!(@type $mode $type),
            )*
            /// Where it stands in the file.
            #[schemars(skip)]
            pub place: $crate::yaml::Span,
            /// Whether a field is written there that could not be read, and was reported: it is not missing.
            #[schemars(skip)]
            pub has_unread: bool,
        }

        impl $name {
            /// What it looks like, for messages.
            pub(crate) const SHAPE: &'static $crate::yaml::Shape = &$crate::yaml::Shape {
                what: $what,
                example: $example,
                fields: &[$( $crate::file::record::record!(@key $field $($key)?) ),*],
            };
        }

        impl $crate::file::record::FromNode for $name {
            fn from_node(node: &$crate::yaml::Node, reader: &$crate::yaml::Reader) -> Option<Self> {
                let fields = reader.map(node, Self::SHAPE)?;
                let mut has_unread = false;
                $( let $field = $crate::file::record::record!(
                    @read $mode fields reader ($crate::file::record::record!(@key $field $($key)?)) $type
                );
                has_unread |= $field.is_none()
                    && fields.has($crate::file::record::record!(@key $field $($key)?)); )*
                Some(Self {
                    $( $field: $crate::file::record::record!(@found $mode $field), )*
                    place: node.span,
                    has_unread,
                })
            }
        }
    };
    (@type req $type:ty) => { $type };
    (@type must $type:ty) => { Option<$type> };
    (@type opt $type:ty) => { Option<$type> };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    (@read req $fields:ident $reader:ident ($key:expr) $type:ty) => {
        $fields.require($key).and_then(|node| <$type as $crate::file::record::FromNode>::from_node(node, $reader))
    };
    (@read must $fields:ident $reader:ident ($key:expr) $type:ty) => {
        $crate::file::record::record!(@read req $fields $reader ($key) $type)
    };
    (@read opt $fields:ident $reader:ident ($key:expr) $type:ty) => {
        $fields.take($key).and_then(|node| <$type as $crate::file::record::FromNode>::from_node(node, $reader))
    };
    (@found req $field:ident) => { $field? };
    (@found must $field:ident) => { $field };
    (@found opt $field:ident) => { $field };
}
pub(crate) use record;

/// Defines a choice of words.
macro_rules! words {
    (
        $(#[$meta:meta])*
        $name:ident($what:literal) { $( $(#[$word_meta:meta])* $variant:ident = $word:literal, )* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $( $(#[$word_meta])* $variant, )* }

        impl $name {
            /// The words and what they stand for.
            pub(crate) const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),*];
        }

        impl $crate::file::record::FromNode for $name {
            fn from_node(node: &$crate::yaml::Node, reader: &$crate::yaml::Reader) -> Option<Self> {
                reader.one_of(node, $what, Self::WORDS)
            }
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "enum": [$($word),*] })
            }
        }
    };
}
pub(crate) use words;
