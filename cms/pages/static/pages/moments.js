// The picker opens 0.1 s after its field was reached, even when that was left meanwhile: it would then lie
// over whatever is clicked next, and nothing would close it.

window.jQuery.fn.datetimepicker.defaults.onShow = (_, field) => field.is(":focus");
