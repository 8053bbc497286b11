//! Runs the effects that we write for REAPER: enough of EEL2, the language of JSFX, to hear them
//! in a test. Functions are compiled once for each object that they are called on.

#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::collections::HashMap;

#[derive(Clone, Debug)]
enum Expr {
    Number(f64),
    Name(String),
    Index(Box<Self>, Box<Self>),
    Assign(char, Box<Self>, Box<Self>),
    Binary(String, Box<Self>, Box<Self>),
    Negative(Box<Self>),
    Cond(Box<Self>, Box<Self>, Option<Box<Self>>),
    Call(String, Vec<Self>),
    Block(Vec<Self>),
}

#[derive(Clone, Debug)]
struct Function {
    params: Vec<String>,
    locals: Vec<String>,
    instance: Vec<String>,
    body: Expr,
}

fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    for line in text.lines() {
        let line = line.split("//").next().unwrap();
        let chars: Vec<char> = line.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let is_word = |c: char| c.is_alphanumeric() || "_.$".contains(c);
            let from = at;
            if chars[at].is_whitespace() {
                at += 1;
                continue;
            }
            if is_word(chars[at]) {
                while at < chars.len() && is_word(chars[at]) {
                    at += 1;
                }
            } else {
                let pair: String = chars[at..(at + 2).min(chars.len())].iter().collect();
                let pairs = ["==", "!=", "<=", ">=", "&&", "||", "+=", "-=", "*=", "/="];
                at += if pairs.contains(&pair.as_str()) { 2 } else { 1 };
            }
            tokens.push(chars[from..at].iter().collect());
        }
    }
    tokens
}

struct Parser {
    tokens: Vec<String>,
    at: usize,
    functions: HashMap<String, Function>,
}

impl Parser {
    fn peek(&self) -> &str {
        self.tokens.get(self.at).map_or("", String::as_str)
    }

    fn take(&mut self) -> String {
        self.at += 1;
        self.tokens[self.at - 1].clone()
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.peek() == token;
        self.at += usize::from(found);
        found
    }

    #[track_caller]
    fn expect(&mut self, token: &str) {
        let near = self.tokens[self.at.saturating_sub(12)..].iter().take(16);
        let near: Vec<String> = near.cloned().collect();
        assert!(self.eat(token), "expected `{token}` near {near:?}");
    }

    fn block(&mut self, end: &str) -> Expr {
        let mut parts = Vec::new();
        while self.peek() != end {
            if self.eat(";") {
                continue;
            }
            if self.eat("function") {
                self.function();
            } else {
                parts.push(self.expr());
            }
            assert!(self.peek() == ";" || self.peek() == end, "`{}` after {parts:?}", self.peek());
        }
        Expr::Block(parts)
    }

    fn names(&mut self) -> Vec<String> {
        self.expect("(");
        let mut names = Vec::new();
        while !self.eat(")") {
            if !self.eat(",") {
                names.push(self.take());
            }
        }
        names
    }

    fn function(&mut self) {
        let name = self.take();
        let params = self.names();
        let (mut locals, mut instance) = (Vec::new(), Vec::new());
        loop {
            if self.eat("local") {
                locals = self.names();
            } else if self.eat("instance") {
                instance = self.names();
            } else {
                break;
            }
        }
        self.expect("(");
        let body = self.block(")");
        self.expect(")");
        self.functions.insert(name, Function { params, locals, instance, body });
    }

    fn expr(&mut self) -> Expr {
        let left = self.binary(0);
        if self.eat("?") {
            let yes = self.expr();
            // A statement may end before its other half: `a ? b : c;` and `a ? b;`.
            let no = self.eat(":").then(|| Box::new(self.expr()));
            return Expr::Cond(Box::new(left), Box::new(yes), no);
        }
        for op in ["=", "+=", "-=", "*=", "/="] {
            if self.eat(op) {
                let value = self.expr();
                let op = op.chars().next().unwrap();
                return Expr::Assign(op, Box::new(left), Box::new(value));
            }
        }
        left
    }

    fn binary(&mut self, level: usize) -> Expr {
        const LEVELS: [&[&str]; 5] =
            [&["&&", "||"], &["==", "!=", "<", ">", "<=", ">="], &["+", "-"], &["*", "/"], &["%"]];
        let Some(ops) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.binary(level + 1);
        while ops.contains(&self.peek()) {
            let op = self.take();
            let right = self.binary(level + 1);
            left = Expr::Binary(op, Box::new(left), Box::new(right));
        }
        left
    }

    fn unary(&mut self) -> Expr {
        if self.eat("-") {
            return Expr::Negative(Box::new(self.unary()));
        }
        let mut value = if self.eat("(") {
            let inner = self.block(")");
            self.expect(")");
            inner
        } else {
            let word = self.take();
            if word == "$pi" {
                Expr::Number(std::f64::consts::PI)
            } else if word.starts_with(|c: char| c.is_ascii_digit()) {
                Expr::Number(word.parse().unwrap())
            } else if self.eat("(") {
                let mut parts = Vec::new();
                while !self.eat(")") {
                    let mut statements = Vec::new();
                    while ![",", ")"].contains(&self.peek()) {
                        if !self.eat(";") {
                            statements.push(self.expr());
                        }
                    }
                    parts.push(Expr::Block(statements));
                    self.eat(",");
                }
                Expr::Call(word, parts)
            } else {
                Expr::Name(word)
            }
        };
        while self.eat("[") {
            let index = self.expr();
            self.expect("]");
            value = Expr::Index(Box::new(value), Box::new(index));
        }
        value
    }
}

#[derive(Clone, Debug)]
enum Node {
    Number(f64),
    Var(usize),
    Memory(Box<Self>, Box<Self>),
    Channel(Box<Self>),
    Assign(char, Box<Self>, Box<Self>),
    Binary(char, Box<Self>, Box<Self>),
    Cond(Box<Self>, Box<Self>, Option<Box<Self>>),
    Loop(Box<Self>, Box<Self>),
    Builtin(String, Vec<Self>),
    Call(usize, Vec<usize>, Vec<Self>),
    Block(Vec<Self>),
}

/// An effect that runs.
pub(crate) struct Effect {
    functions: HashMap<String, Function>,
    slots: HashMap<String, usize>,
    compiled: HashMap<String, usize>,
    bodies: Vec<Node>,
    values: Vec<f64>,
    memory: Vec<f64>,
    slider: Node,
    sample: Node,
}

/// Where a name is looked up: the object of a call, and the function's own names.
#[derive(Clone, Default)]
struct Scope {
    object: String,
    own: HashMap<String, String>,
    instance: Vec<String>,
}

impl Effect {
    /// Reads the text of an effect and sets its sliders.
    pub(crate) fn new(text: &str, sliders: &[f32], rate_hz: f64) -> Self {
        let section = |name: &str| {
            let after = text.split(&format!("\n@{name}\n")).nth(1).unwrap_or_default();
            after.split("\n@").next().unwrap().to_owned()
        };
        let mut functions = HashMap::new();
        let mut parsed = |name: &str| {
            let mut parser =
                Parser { tokens: tokens(&section(name)), at: 0, functions: functions.clone() };
            let body = parser.block("");
            functions = parser.functions;
            body
        };
        let [init, slider, sample] = ["init", "slider", "sample"].map(&mut parsed);
        let mut effect = Self {
            functions,
            slots: HashMap::new(),
            compiled: HashMap::new(),
            bodies: Vec::new(),
            values: Vec::new(),
            memory: vec![0.0; 400_000],
            slider: Node::Block(Vec::new()),
            sample: Node::Block(Vec::new()),
        };
        for channel in 0..8 {
            effect.slot(&format!("spl{channel}"));
        }
        let init = effect.compile(&init, &Scope::default());
        effect.slider = effect.compile(&slider, &Scope::default());
        effect.sample = effect.compile(&sample, &Scope::default());
        effect.set("srate", rate_hz);
        for (index, value) in sliders.iter().enumerate() {
            effect.set(&format!("slider{}", index + 1), f64::from(*value));
        }
        effect.run(&init);
        let slider = effect.slider.clone();
        effect.run(&slider);
        effect
    }

    /// Frames by which it says that its output lags.
    pub(crate) fn latency(&mut self) -> usize {
        let slot = self.slot("pdc_delay");
        self.values[slot] as usize
    }

    /// One frame of up to eight channels; the first two come back.
    pub(crate) fn frame(&mut self, channels: &[f32]) -> [f64; 2] {
        for (value, sample) in self.values.iter_mut().zip(channels) {
            *value = f64::from(*sample);
        }
        let sample = std::mem::replace(&mut self.sample, Node::Block(Vec::new()));
        self.run(&sample);
        self.sample = sample;
        [self.values[0], self.values[1]]
    }

    fn set(&mut self, name: &str, value: f64) {
        let slot = self.slot(name);
        self.values[slot] = value;
    }

    fn slot(&mut self, name: &str) -> usize {
        let next = self.slots.len();
        let slot = *self.slots.entry(name.into()).or_insert(next);
        self.values.resize(self.slots.len(), 0.0);
        slot
    }

    fn resolve(name: &str, scope: &Scope) -> String {
        let first = name.split('.').next().unwrap();
        if let Some(own) = scope.own.get(name) {
            own.clone()
        } else if let Some(rest) = name.strip_prefix("this.") {
            format!("{}.{rest}", scope.object)
        } else if scope.instance.iter().any(|one| one == first) {
            format!("{}.{name}", scope.object)
        } else {
            name.into()
        }
    }

    fn compile(&mut self, expr: &Expr, scope: &Scope) -> Node {
        let mut go = |expr: &Expr| Box::new(self.compile(expr, scope));
        match expr {
            Expr::Number(number) => Node::Number(*number),
            Expr::Name(name) => {
                let name = Self::resolve(name, scope);
                Node::Var(self.slot(&name))
            }
            Expr::Index(base, index) => Node::Memory(go(base), go(index)),
            Expr::Assign(op, to, value) => Node::Assign(*op, go(to), go(value)),
            Expr::Binary(op, left, right) => {
                let op = match op.as_str() {
                    "==" => '=',
                    "!=" => '!',
                    "<=" => 'l',
                    ">=" => 'g',
                    other => other.chars().next().unwrap(),
                };
                Node::Binary(op, go(left), go(right))
            }
            Expr::Negative(inner) => Node::Binary('-', Box::new(Node::Number(0.0)), go(inner)),
            Expr::Cond(test, yes, no) => {
                Node::Cond(go(test), go(yes), no.as_ref().map(|no| go(no)))
            }
            Expr::Block(parts) => Node::Block(parts.iter().map(|part| *go(part)).collect()),
            Expr::Call(name, args) => {
                let args: Vec<Node> = args.iter().map(|arg| *go(arg)).collect();
                self.call(name, args, scope)
            }
        }
    }

    fn call(&mut self, name: &str, mut args: Vec<Node>, scope: &Scope) -> Node {
        let (object, plain) = name.rsplit_once('.').unwrap_or(("", name));
        let Some(function) = self.functions.get(plain).cloned() else {
            return match (name, args.len()) {
                ("spl", 1) => Node::Channel(Box::new(args.remove(0))),
                ("loop", 2) => {
                    let count = args.remove(0);
                    Node::Loop(Box::new(count), Box::new(args.remove(0)))
                }
                _ => Node::Builtin(name.into(), args),
            };
        };
        assert_eq!(function.params.len(), args.len(), "{name}");
        let object = match object {
            "" => String::new(),
            "this" => scope.object.clone(),
            other => Self::resolve(other, scope),
        };
        let is_method = !function.instance.is_empty() || !object.is_empty();
        assert!(!is_method || !object.is_empty(), "{name} wants an object");
        let key = format!("{object}:{plain}");
        let own_name = |own: &String| (own.clone(), format!("{key}:{own}"));
        let own: HashMap<_, _> =
            function.params.iter().chain(&function.locals).map(own_name).collect();
        let slots = function.params.iter().map(|param| self.slot(&own[param])).collect();
        let body = match self.compiled.get(&key) {
            Some(body) => *body,
            None => {
                let place = self.bodies.len();
                self.bodies.push(Node::Number(0.0));
                self.compiled.insert(key, place);
                let scope = Scope { object, own, instance: function.instance.clone() };
                self.bodies[place] = self.compile(&function.body, &scope);
                place
            }
        };
        Node::Call(body, slots, args)
    }

    fn place(&mut self, node: &Node) -> Result<usize, usize> {
        match node {
            Node::Var(slot) => Ok(*slot),
            Node::Memory(base, index) => {
                let at = self.run(base) + self.run(index) + 1e-5;
                Err(at as usize)
            }
            other => panic!("{other:?} is no place"),
        }
    }

    fn run(&mut self, node: &Node) -> f64 {
        match node {
            Node::Number(number) => *number,
            Node::Var(slot) => self.values[*slot],
            Node::Memory(..) => {
                let at = self.place(node).unwrap_err();
                self.memory[at]
            }
            Node::Channel(index) => {
                let index = self.run(index) as usize;
                self.values[index]
            }
            Node::Assign(op, to, value) => {
                let value = self.run(value);
                let place = self.place(to);
                let target = match place {
                    Ok(slot) => &mut self.values[slot],
                    Err(at) => &mut self.memory[at],
                };
                match op {
                    '+' => *target += value,
                    '-' => *target -= value,
                    '*' => *target *= value,
                    '/' => *target /= value,
                    _ => *target = value,
                }
                *target
            }
            Node::Binary(op, left, right) => self.binary(*op, left, right),
            Node::Cond(test, yes, no) => {
                if self.run(test).abs() > 1e-5 {
                    self.run(yes)
                } else {
                    no.as_ref().map_or(0.0, |no| self.run(no))
                }
            }
            Node::Loop(count, body) => {
                for _ in 0..self.run(count) as usize {
                    self.run(body);
                }
                0.0
            }
            Node::Builtin(name, args) => {
                let args: Vec<f64> = args.iter().map(|arg| self.run(arg)).collect();
                builtin(name, &args)
            }
            Node::Call(body, slots, args) => {
                let args: Vec<f64> = args.iter().map(|arg| self.run(arg)).collect();
                for (slot, value) in slots.iter().zip(args) {
                    self.values[*slot] = value;
                }
                let node = std::mem::replace(&mut self.bodies[*body], Node::Number(0.0));
                let value = self.run(&node);
                self.bodies[*body] = node;
                value
            }
            Node::Block(parts) => {
                let mut last = 0.0;
                for part in parts {
                    last = self.run(part);
                }
                last
            }
        }
    }

    fn binary(&mut self, op: char, left: &Node, right: &Node) -> f64 {
        let left = self.run(left);
        let is_true = |value: f64| value.abs() > 1e-5;
        match op {
            '&' => return f64::from(is_true(left) && is_true(self.run(right))),
            '|' => return f64::from(is_true(left) || is_true(self.run(right))),
            _ => {}
        }
        let right = self.run(right);
        match op {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            '/' => left / right,
            '%' => f64::from((left as i64 % right as i64) as i32),
            '<' => f64::from(left < right),
            '>' => f64::from(left > right),
            'l' => f64::from(left <= right),
            'g' => f64::from(left >= right),
            // EEL2 takes what differs by less than this for equal.
            '=' => f64::from((left - right).abs() < 1e-5),
            '!' => f64::from((left - right).abs() >= 1e-5),
            other => panic!("{other}"),
        }
    }
}

fn builtin(name: &str, args: &[f64]) -> f64 {
    match (name, args) {
        ("sin", [x]) => x.sin(),
        ("cos", [x]) => x.cos(),
        ("tan", [x]) => x.tan(),
        ("exp", [x]) => x.exp(),
        ("log", [x]) => x.ln(),
        ("log10", [x]) => x.log10(),
        ("sqrt", [x]) => x.abs().sqrt(),
        ("abs", [x]) => x.abs(),
        ("floor", [x]) => x.floor(),
        ("min", [x, y]) => x.min(*y),
        ("max", [x, y]) => x.max(*y),
        _ => panic!("no function {name} of {}", args.len()),
    }
}
