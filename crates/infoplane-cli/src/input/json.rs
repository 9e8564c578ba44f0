//! Lists of numbers in JSON, nested as deeply as there are variables.

use super::array::Array;
use crate::failure::{Failure, fail};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;

/// What may stand in a file.
enum Node {
    Number(f64),
    List(Vec<Node>),
    Object(BTreeMap<String, Node>),
    /// What is no number and holds none, as it may stand beside what is asked for.
    Other(String),
}

/// The lists of the file, or those under a key.
pub(super) fn array(bytes: &[u8], key: Option<&str>) -> Result<Array, Failure> {
    let keys = |object: &BTreeMap<String, Node>| object.keys().cloned().collect::<Vec<_>>().join(", ");
    let lists = match (serde_json::from_slice(bytes)?, key) {
        (Node::Object(mut object), Some(key)) => match object.remove(key) {
            Some(lists) => lists,
            None => fail!("there is no key `{key}` among {}", keys(&object)),
        },
        (Node::Object(object), None) if object.len() == 1 => {
            object.into_values().next().unwrap_or(Node::List(vec![]))
        }
        (Node::Object(object), None) => fail!("say which key of {} by a colon and its name", keys(&object)),
        (_, Some(key)) => fail!("there is no key `{key}` in a list"),
        (lists, None) => lists,
    };
    let shape = shape(&lists);
    let mut values = Vec::new();
    flatten(&lists, &shape, &mut Vec::new(), &mut values)?;
    Ok(Array::new(shape, values))
}

/// The lengths of the first list, its first list, and so on.
fn shape(node: &Node) -> Vec<usize> {
    let mut shape = Vec::new();
    let mut node = Some(node);
    while let Some(Node::List(items)) = node {
        shape.push(items.len());
        node = items.first();
    }
    shape
}

fn flatten(
    node: &Node,
    shape: &[usize],
    place: &mut Vec<usize>,
    values: &mut Vec<f64>,
) -> Result<(), Failure> {
    match (node, shape) {
        (Node::Number(value), []) => values.push(*value),
        (Node::Other(text), _) => fail!("{} is {text}, which is no number", place_text(place)),
        (Node::List(items), [n, rest @ ..]) if items.len() == *n => {
            for (at, item) in items.iter().enumerate() {
                place.push(at);
                flatten(item, rest, place, values)?;
                place.pop();
            }
        }
        (Node::List(items), [n, ..]) => {
            fail!("{} has {} entries where the first has {n}", place_text(place), items.len())
        }
        _ => fail!("{} is not nested like the first one", place_text(place)),
    }
    Ok(())
}

/// Where an entry of nested lists is, counted from 1.
fn place_text(place: &[usize]) -> String {
    match place {
        [] => "it".to_owned(),
        [value] => format!("entry {}", value + 1),
        [row, value] => format!("row {}, value {}", row + 1, value + 1),
        _ => format!("entry {}", place.iter().map(|at| (at + 1).to_string()).collect::<Vec<_>>().join(", ")),
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("a number or a list of numbers")
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Number(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Other(format!("{text:?}")))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Other(value.to_string()))
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Other("null".to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut object = BTreeMap::new();
        while let Some((key, value)) = map.next_entry()? {
            object.insert(key, value);
        }
        Ok(Node::Object(object))
    }
}
