//! Splits a stub file into tokens, each with its line.

/// A token of the PHP subset that stubs use.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// A `/** … */` comment, without the markers.
    Doc(String),
    /// An identifier, keyword or qualified name, as written.
    Name(String),
    /// A `$variable`, without the dollar.
    Variable(String),
    /// A decimal integer without sign.
    Int(i64),
    /// A float without sign.
    Float(f64),
    /// A single-quoted string, its escapes resolved.
    Str(String),
    /// Punctuation, such as `{`, `...` or `::`.
    Symbol(&'static str),
    /// The end of the file.
    End,
}

/// A token, its line (from 1) and its bytes in the source.
pub struct Spanned {
    pub token: Token,
    pub line: usize,
    pub start: usize,
    pub end: usize,
}

/// Longer ones before their prefixes.
const SYMBOLS: [&str; 18] = [
    "<?php", "...", "=>", "::", "{", "}", "(", ")", "[", "]", ";", ",", ":", "=", "|", "?", "&",
    "-",
];

/// All tokens of `source`, the last one [`Token::End`]. An error is a line and a message.
pub fn tokens(source: &str) -> Result<Vec<Spanned>, (usize, String)> {
    let mut tokens = Vec::new();
    let (mut start, mut line) = (0, 1);
    while start < source.len() {
        let (token, len) = token(&source[start..]).map_err(|message| (line, message))?;
        let end = start + len;
        tokens.extend(token.map(|token| Spanned {
            token,
            line,
            start,
            end,
        }));
        line += source[start..end].matches('\n').count();
        start = end;
    }
    tokens.push(Spanned {
        token: Token::End,
        line,
        start,
        end: start,
    });
    Ok(tokens)
}

/// The token at the start of `rest`, which is not empty, and its length; none for space and plain comments.
fn token(rest: &str) -> Result<(Option<Token>, usize), String> {
    let first = rest.chars().next().unwrap_or_default();
    let in_name = |c: char| c.is_alphanumeric() || c == '_' || c == '\\';
    Ok(if first.is_whitespace() {
        (None, run(rest, char::is_whitespace).len())
    } else if rest.starts_with("//") {
        (None, run(rest, |c| c != '\n').len())
    } else if let Some(comment) = rest.strip_prefix("/*") {
        let end = comment.find("*/").ok_or("the comment is not closed")?;
        (
            comment[..end]
                .strip_prefix('*')
                .map(|text| Token::Doc(text.into())),
            end + 4,
        )
    } else if let Some(text) = rest.strip_prefix('\'') {
        let (value, len) = single_quoted(text).ok_or("the string is not closed")?;
        (Some(Token::Str(value)), len + 2)
    } else if let Some(text) = rest.strip_prefix('$') {
        let name = run(text, in_name);
        (Some(Token::Variable(name.into())), name.len() + 1)
    } else if first.is_ascii_digit() {
        let number = run(rest, |c| c.is_ascii_alphanumeric() || c == '.');
        let int = number.parse().map(Token::Int).ok();
        let token = int.or_else(|| number.parse().map(Token::Float).ok());
        (
            Some(token.ok_or_else(|| format!("not a decimal number: {number}"))?),
            number.len(),
        )
    } else if in_name(first) {
        let name = run(rest, in_name);
        (Some(Token::Name(name.into())), name.len())
    } else if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
        (Some(Token::Symbol(symbol)), symbol.len())
    } else {
        return Err(format!(
            "unexpected {first} (strings are written in single quotes)"
        ));
    })
}

/// The characters at the start of `text` that `belongs` accepts.
fn run(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|c| !belongs(c)).unwrap_or(text.len())]
}

/// The value of a string whose opening quote is behind us, and its length in the source without quotes.
fn single_quoted(text: &str) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' => return Some((value, at)),
            '\\' => {
                let escaped = chars.next_if(|(_, next)| matches!(next, '\'' | '\\'));
                value.push(escaped.map_or('\\', |(_, c)| c));
            }
            c => value.push(c),
        }
    }
    None
}
