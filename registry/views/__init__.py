"""Pages: get through a query, bind a form, act, answer."""
