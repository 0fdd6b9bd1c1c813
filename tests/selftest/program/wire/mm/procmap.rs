//! `PROCMAP_QUERY`.

use trapgate::mm::{ProcmapQuery, ProcmapQueryFlags};

use crate::wire::stage::{FAR, NONE, file, put};
use crate::wire::wires;

wires! {
    mm::ioctl_procmap_query {
        let file = file()?;
        let query = put(ProcmapQuery::new(FAR, ProcmapQueryFlags::VMA_SHARED));
    }
        (&file, query, put([0; 5]), put([0; 6]))
        (NONE, query, &mut [], &mut []);
}
