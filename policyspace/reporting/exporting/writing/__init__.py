"""Writers: each turns a paper into the bytes of one format. A process of its own lays out the PDF."""
