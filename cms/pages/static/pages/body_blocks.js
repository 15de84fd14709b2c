// A page's body in the editor: blocks that only imports make can be shown, moved and removed, not added.

class BodyBlocksDefinition extends window.wagtailStreamField.blocks.StreamBlockDefinition {
  constructor(name, groups, states, meta) {
    super(name, groups, states, meta);
    const added = ({ name: type }) => !meta.neverAdded.includes(type);
    this.groupedChildBlockDefs = groups.map(([group, definitions]) => [group, definitions.filter(added)]);
  }
}

window.telepath.register("lienthong.BodyBlocks", BodyBlocksDefinition);
