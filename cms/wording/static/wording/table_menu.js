// The menu of a table's cells: the table editor that Wagtail brings along knows no Vietnamese.

const { dictionaryKeys, registerLanguageDictionary } = window.Handsontable.languages;

registerLanguageDictionary({
  languageCode: "vi",
  [dictionaryKeys.CONTEXTMENU_ITEMS_ROW_ABOVE]: "Chèn dòng ở trên",
  [dictionaryKeys.CONTEXTMENU_ITEMS_ROW_BELOW]: "Chèn dòng ở dưới",
  [dictionaryKeys.CONTEXTMENU_ITEMS_INSERT_LEFT]: "Chèn cột bên trái",
  [dictionaryKeys.CONTEXTMENU_ITEMS_INSERT_RIGHT]: "Chèn cột bên phải",
  [dictionaryKeys.CONTEXTMENU_ITEMS_REMOVE_ROW]: ["Xóa dòng", "Xóa các dòng"],
  [dictionaryKeys.CONTEXTMENU_ITEMS_REMOVE_COLUMN]: ["Xóa cột", "Xóa các cột"],
  [dictionaryKeys.CONTEXTMENU_ITEMS_UNDO]: "Hoàn tác",
  [dictionaryKeys.CONTEXTMENU_ITEMS_REDO]: "Làm lại",
});
