"""The document's parts by NĐ 30/2020: head, body with its tree of headings, tail, appendices."""
