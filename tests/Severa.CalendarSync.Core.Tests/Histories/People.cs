using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>What users do with single items.</summary>
internal sealed class People(World world)
{
    public static Guid IdOf(TypeOfActivity type) => type switch
    {
        TypeOfActivity.Meeting => TestWorld.Meeting,
        TypeOfActivity.Personal => TestWorld.Personal,
        TypeOfActivity.Project => TestWorld.Project,
        TypeOfActivity.ToDo => TestWorld.ToDo,
        _ => TestWorld.Holiday,
    };

    /// <returns>Whether this is a step of theirs.</returns>
    public bool Does(Step step)
    {
        switch (step)
        {
            case Step.AddEntry add:
                AddEntry(add);
                return true;
            case Step.AddActivity add:
                AddActivity(add);
                return true;
            case Step.Write write:
                With(write.Who, write.Side, write.Pick, item => Write(world.Mailbox(write.Who), write, item));
                return true;
            case Step.Move move:
                With(move.Who, move.Side, move.Pick, item => Change(world.Mailbox(move.Who)[move.Side], item, ItemFields.When, c => c with { When = world.Moment(move.To) }));
                return true;
            case Step.SetPrivacy set:
                With(set.Who, Side.Outlook, set.Pick, item => Change(world.Mailbox(set.Who).Outlook, item, ItemFields.None, c => c with { Privacy = set.Privacy }));
                return true;
            case Step.ChangeType change:
                With(change.Who, Side.Severa, change.Pick, item => ChangeType(world.Mailbox(change.Who), item, IdOf(change.Type)));
                return true;
            case Step.Delete delete:
                Pick(delete.Who, delete.Side, delete.Pick, item => Delete(world.Mailbox(delete.Who), delete.Side, item));
                return true;
            case Step.SecondThoughts thoughts:
                ThinkAgain(world.Mailbox(thoughts.Who), thoughts.Side);
                return true;
            case Step.Guest guest:
                With(guest.Who, Side.Severa, guest.Pick, item => Guest(world.Mailbox(guest.Who), item, world.Mailbox(guest.Person).Id, guest.Leaves));
                return true;
            case Step.Touch touch:
                With(touch.Who, touch.Side, touch.Pick, item => world.Mailbox(touch.Who)[touch.Side].Touch(item));
                return true;
            default:
                return DoesInOutlook(step);
        }
    }

    private bool DoesInOutlook(Step step)
    {
        switch (step)
        {
            case Step.MoveAway away:
                With(away.Who, Side.Outlook, away.Pick, item => MoveAway(world.Mailbox(away.Who).Outlook, item));
                return true;
            case Step.Copy copy:
                With(copy.Who, Side.Outlook, copy.Pick, item => Copy(world.Mailbox(copy.Who), item));
                return true;
            case Step.Damage damage:
                With(damage.Who, Side.Outlook, damage.Pick, item => Damage(world.Mailbox(damage.Who), item));
                return true;
            case Step.Answer answer:
                With(answer.Who, Side.Outlook, answer.Pick, item => Answer(world.Mailbox(answer.Who).Outlook, item, answer));
                return true;
            case Step.InviteToEntry invite:
                With(invite.Who, Side.Outlook, invite.Pick, item => SetFacts(world.Mailbox(invite.Who).Outlook, item, item.Entry! with { HasAttendees = true }));
                return true;
            default:
                return false;
        }
    }

    private void With(int who, Side side, int pick, Action<StoredItem> act) => Pick(who, side, pick, item =>
    {
        world.Touched.Add(item.Tag);
        act(item);
    });

    private void Pick(int who, Side side, int pick, Action<StoredItem> act)
    {
        var items = world.Mailbox(who)[side].Visible.ToList();
        if (items.Count > 0)
        {
            act(items[pick % items.Count]);
        }
    }

    private void AddEntry(Step.AddEntry add)
    {
        var side = world.Mailbox(add.Who).Outlook;
        var content = new ItemContent
        {
            Title = world.Text(add.Writing),
            When = world.Moment(add.At),
            Place = world.Text(Writing.Plain),
            Notes = world.Text(add.Writing),
            Privacy = add.Kind == EntryKind.Private ? Privacy.Private : Privacy.Normal,
        };
        var item = side.UserAdds(content, new EntryFacts(HasAttendees: add.Kind == EntryKind.Meeting, HasOnlineMeeting: add.Kind == EntryKind.OnlineMeeting));
        item.Tag = world.NewTag();
        world.Remember(side, item, ItemFields.Text | ItemFields.When);
    }

    private void AddActivity(Step.AddActivity add)
    {
        var side = world.Mailbox(add.Who).Severa;
        var content = Fitting(side, new ItemContent { Title = world.Text(add.Writing), When = world.Moment(add.At), Notes = world.Text(add.Writing) });
        var item = side.UserAdds(content, activity: new ActivityFacts(IdOf(add.Type), HasBusinessData: add.HasBusinessData));
        item.Tag = world.NewTag();
        foreach (var guest in world.Organisation.Mailboxes.Where((m, i) => m.Id != item.Owner && (add.Guests >> i) % 2 == 1))
        {
            side.UserInvites(item, guest.Id);
            world.Touched.Add(item.Tag);
        }

        world.Remember(side, item, ItemFields.Text | ItemFields.When);
    }

    private void Write(TestMailbox mailbox, Step.Write write, StoredItem item)
    {
        if (write is { Side: Side.Outlook, Field: ItemFields.Title } && item is { Series: not null, FormerKeys.Count: > 0 })
        {
            // A slot of a divided series that has neither its old time nor its old title is a new one to everybody (R6).
            world.Unwanted.Add(item.Tag);
            world.Counts[item.Tag]++;
        }

        var text = world.Text(write.Writing);
        var side = mailbox[write.Side];
        Change(side, item, write.Field, c => Fitting(side, write.Field switch
        {
            ItemFields.Title => c with { Title = text },
            ItemFields.Place => c with { Place = text },
            _ => c with { Notes = text },
        }));
    }

    /// <summary>People cannot type more than a side holds.</summary>
    private static ItemContent Fitting(InMemorySide side, ItemContent content) => content with
    {
        Title = PlainText.Cut(content.Title, side.Traits.MaxTitle),
        Place = PlainText.Cut(content.Place, side.Traits.MaxPlace),
        Notes = PlainText.Cut(content.Notes, side.Traits.MaxNotes),
    };

    private void Change(InMemorySide side, StoredItem item, ItemFields fields, Func<ItemContent, ItemContent> change)
    {
        side.UserChanges(item, change);
        world.Remember(side, item, fields);
    }

    private void ChangeType(TestMailbox mailbox, StoredItem item, Guid type)
    {
        if (item.Owner == mailbox.Id)
        {
            world.Retyped.Add(item.Tag);
            item.Activity = item.Activity! with { TypeId = type };
            mailbox.Severa.Touch(item);
        }
    }

    private void Delete(TestMailbox mailbox, Side side, StoredItem item)
    {
        world.Unwanted.Add(item.Tag);
        world.Deleted.Add(item.Tag);
        NoteThatOneLeaves(mailbox, side, item);
        mailbox[side].UserDeletes(item);
    }

    private void ThinkAgain(TestMailbox mailbox, Side side)
    {
        if (mailbox[side].Visible.LastOrDefault(i => i is { LinkId: not null, Tag.Length: > 0 }) is { } made)
        {
            Delete(mailbox, side, made);
        }
    }

    /// <summary>What a participant who leaves has changed in his entry goes on as an activity of his own (R10).</summary>
    private void NoteThatOneLeaves(TestMailbox mailbox, Side side, StoredItem item)
    {
        if (side == Side.Severa && item.Owner != mailbox.Id)
        {
            world.Counts[item.Tag] = world.Counts.GetValueOrDefault(item.Tag, 1) + 1;
        }
    }

    private void Guest(TestMailbox mailbox, StoredItem item, Guid person, bool leaves)
    {
        if (leaves && item.Participants.Contains(person))
        {
            Delete(world.Organisation.Mailboxes.Single(m => m.Id == person), Side.Severa, item);
        }
        else if (!leaves && item.Owner != person)
        {
            mailbox.Severa.UserInvites(item, person);
        }
    }

    private void MoveAway(InMemorySide outlook, StoredItem item)
    {
        if (item is { Series: null, IsDamaged: false })
        {
            outlook.UserMovesAway(item);
            MayBeTakenForGone(item);
        }
    }

    /// <summary>
    /// What got another id and cannot be read under it cannot be told from what is gone; and when the ledger is lost too,
    /// nobody can know an unreadable entry for one that the service made.
    /// </summary>
    private void Damage(TestMailbox mailbox, StoredItem item)
    {
        item.IsDamaged = !item.IsDamaged && item.FormerKeys.Count == 0 && !(item.Stamp is not null && world.Forgetful.Contains(mailbox));
        world.WasDamaged |= item.IsDamaged;
    }

    /// <summary>Two items carry the property of an original that is gone: nobody can tell which of them it became (R15).</summary>
    private void MayBeTakenForGone(StoredItem item)
    {
        if (item is { Stamp: not null, FormerKeys.Count: > 0 } && world.Counts[item.Tag] > 1)
        {
            world.Unwanted.Add(item.Tag);
            world.Counts[item.Tag]++;
        }
    }

    /// <summary>Outlook copies our hidden property along (R15). Not while nobody knows whether we made two ourselves.</summary>
    private void Copy(TestMailbox mailbox, StoredItem item)
    {
        if (mailbox.Ledger.OpenIntents.Exists(i => i.LinkId == item.LinkId) || item.Tag.Length == 0)
        {
            return;
        }

        mailbox.Outlook.UserCopies(item).Tag = item.Tag;
        world.Counts[item.Tag]++;
        MayBeTakenForGone(item);
    }

    private void Answer(InMemorySide outlook, StoredItem item, Step.Answer answer)
    {
        if (item.Entry is { HasAttendees: true } facts)
        {
            world.Unwanted.Add(item.Tag);
            SetFacts(outlook, item, facts with { IsCancelled = answer.IsCancelled, IsDeclined = answer.IsDeclined });
        }
    }

    private static void SetFacts(InMemorySide outlook, StoredItem item, EntryFacts facts)
    {
        item.Entry = facts;
        outlook.Touch(item);
    }
}
