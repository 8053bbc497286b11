//! XML with elements that are surely closed and ids that are surely different.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A document on its way.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<&'static str>,
    ids: u32,
}

/// A number that is a parameter: its element, its name for people, its unit, its value and its
/// range.
pub(super) struct Real<'a> {
    pub(super) element: &'static str,
    pub(super) name: &'a str,
    pub(super) unit: &'a str,
    pub(super) value: f64,
    pub(super) range: Option<(f64, f64)>,
}

impl Xml {
    pub(super) fn new() -> io::Result<Self> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self { writer, open: Vec::new(), ids: 0 })
    }

    /// A name that no other element has.
    pub(super) fn id(&mut self) -> String {
        self.ids += 1;
        format!("id{}", self.ids)
    }

    pub(super) fn open(&mut self, name: &'static str, with: &[(&str, &str)]) -> io::Result<()> {
        self.open.push(name);
        let start = BytesStart::new(name).with_attributes(with.iter().copied());
        self.writer.write_event(Event::Start(start))
    }

    pub(super) fn close(&mut self) -> io::Result<()> {
        match self.open.pop() {
            Some(name) => self.writer.write_event(Event::End(BytesEnd::new(name))),
            None => Ok(()),
        }
    }

    pub(super) fn empty(&mut self, name: &'static str, with: &[(&str, &str)]) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(with.iter().copied());
        self.writer.write_event(Event::Empty(start))
    }

    pub(super) fn text(&mut self, name: &'static str, text: &str) -> io::Result<()> {
        self.open(name, &[])?;
        self.writer.write_event(Event::Text(BytesText::new(text)))?;
        self.close()
    }

    /// Writes a parameter and returns its id.
    pub(super) fn real(&mut self, real: &Real<'_>) -> io::Result<String> {
        let id = self.id();
        let value = real.value.to_string();
        let range = real.range.map(|(min, max)| (min.to_string(), max.to_string()));
        let mut with = Vec::new();
        if let Some((min, max)) = &range {
            with.extend([("max", max.as_str()), ("min", min.as_str())]);
        }
        with.extend([("unit", real.unit), ("value", &value), ("id", &id), ("name", real.name)]);
        self.empty(real.element, &with)?;
        Ok(id)
    }

    pub(super) fn flag(&mut self, element: &'static str, value: bool) -> io::Result<()> {
        let id = self.id();
        let value = if value { "true" } else { "false" };
        self.empty(element, &[("value", value), ("id", &id), ("name", element)])
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        let inner = self.writer.get_mut();
        inner.push(b'\n');
        std::mem::take(inner)
    }
}
