using ModelRegistry.Emulator.Entities;

namespace ModelRegistry.Emulator.Store;

/// <summary>
/// Entities in the order of their ids. Ids only grow, so adding is appending but for an entity that moves below another parent.
/// </summary>
internal sealed class EntityList
{
    private readonly List<Entity> _items = [];

    public int Count => _items.Count;

    public Entity this[int index] => _items[index];

    /// <summary>Adds an entity or puts it in the place of its former self.</summary>
    public void Put(Entity entity)
    {
        if (_items.Count == 0 || _items[^1].Id < entity.Id)
        {
            _items.Add(entity);
            return;
        }

        int index = FirstAtOrAfter(entity.Id);
        if (_items[index].Id == entity.Id)
        {
            _items[index] = entity;
        }
        else
        {
            _items.Insert(index, entity);
        }
    }

    /// <summary>The index of the first entity whose id is at least <paramref name="id"/>; <see cref="Count"/> when there is none.</summary>
    public int FirstAtOrAfter(double id)
    {
        int low = 0;
        int high = _items.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_items[middle].Id < id)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Removes all.</summary>
    public void Clear() => _items.Clear();

    /// <summary>Copies the entities of a range.</summary>
    public Entity[] Copy(int start, int count) => _items.GetRange(start, count).ToArray();
}
