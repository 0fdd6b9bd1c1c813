//! Duplicating descriptors.

use trapgate::io::fcntl_dupfd_query;

use crate::wire::stage::{NONE, file};
use crate::wire::wires;

wires! {
    io::fcntl_dupfd {
        let file = file()?;
    }
        (&file, 55)
        (&file, -1);

    io::fcntl_dupfd_cloexec {
        let file = file()?;
    }
        (&file, 56)
        (NONE, 56);

    io::fcntl_dupfd_query {
        let (file, other) = (file()?, file()?);
        fcntl_dupfd_query(&file, &file).map_err(|_| "before Linux 6.10")?;
    }
        (&file, &file)
        (&file, &other)
        (&file, NONE);
}
