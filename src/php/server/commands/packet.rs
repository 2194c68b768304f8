//! Commands and answers as bytes.

/// The notes of commands; those of tasks have lower numbers.
pub mod note {
    /// A command.
    pub const COMMAND: u16 = 16;
    /// It is being run.
    pub const BEGUN: u16 = 17;
    /// Its answer.
    pub const ANSWER: u16 = 18;
}

/// Who has given a command, and which of its commands that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket {
    /// Its number in the process that has given it.
    pub id: i64,
    /// The id of that process: its successor counts from the beginning.
    pub giver: u32,
}

impl Ticket {
    /// The bytes of this and `parts`.
    pub fn with(self, parts: &[&[u8]]) -> Vec<u8> {
        let mut packet = Vec::new();
        packet.extend_from_slice(&self.id.to_ne_bytes());
        packet.extend_from_slice(&self.giver.to_ne_bytes());
        for part in parts {
            packet.extend_from_slice(part);
        }
        packet
    }

    /// What a packet begins with, and the rest.
    pub fn of(packet: &[u8]) -> Option<(Self, &[u8])> {
        let (id, rest) = packet.split_first_chunk()?;
        let (giver, rest) = rest.split_first_chunk()?;
        let ticket = Self {
            id: i64::from_ne_bytes(*id),
            giver: u32::from_ne_bytes(*giver),
        };
        Some((ticket, rest))
    }

    /// The packet of a command.
    pub fn command(self, name: &[u8], data: &[u8]) -> Vec<u8> {
        self.with(&[&(name.len() as u32).to_ne_bytes(), name, data])
    }
}

/// The name and the data of a command, from what follows its ticket.
pub fn name_and_data(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let (len, rest) = rest.split_first_chunk()?;
    rest.split_at_checked(u32::from_ne_bytes(*len) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_read_as_it_was_written() {
        let ticket = Ticket { id: -7, giver: 9 };
        let packet = ticket.command(b"name", b"{}");
        let (read, rest) = Ticket::of(&packet).unwrap();
        assert_eq!(read, ticket);
        assert_eq!(name_and_data(rest), Some((&b"name"[..], &b"{}"[..])));
        assert_eq!(name_and_data(b"\xff\xff\xff\xffname"), None);
        assert_eq!(Ticket::of(b"short"), None);
    }
}
